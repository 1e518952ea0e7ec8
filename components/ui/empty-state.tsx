import type { ReactNode } from 'react'

/** Nothing here yet: what would be here, and the first useful step. No picture, no joke. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: ReactNode
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-2 px-4 py-14 text-center">
      <p className="text-lg font-semibold text-ink">{title}</p>
      {children != null && <div className="text-base text-pretty text-muted">{children}</div>}
      {action != null && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}

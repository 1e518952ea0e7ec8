import type { ReactNode } from 'react'

/** Nothing here yet: what would be here, and the first useful step. No picture, no joke. */
export function EmptyState({
  title,
  level,
  children,
  action,
}: {
  title: ReactNode
  /** 1 where it is the whole page. */
  level?: 1 | 2
  children?: ReactNode
  action?: ReactNode
}) {
  const Title = level === undefined ? 'p' : (`h${level}` as const)
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-2 px-4 py-14 text-center">
      <Title className="text-lg font-semibold text-ink">{title}</Title>
      {children != null && <div className="text-base text-pretty text-muted">{children}</div>}
      {action != null && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}

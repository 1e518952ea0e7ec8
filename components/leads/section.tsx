import type { ReactNode } from 'react'

/** A part of a record: a heading and a line above, no box. */
export function Section({
  title,
  id,
  actions,
  children,
}: {
  title: ReactNode
  id?: string
  actions?: ReactNode
  children: ReactNode
}) {
  return (
    <section id={id} className="min-w-0 border-t border-line pt-3">
      <header className="mb-2 flex min-h-7 items-center justify-between gap-3">
        <h2 className="text-base font-semibold">{title}</h2>
        {actions}
      </header>
      <div className="flex flex-col gap-3">{children}</div>
    </section>
  )
}

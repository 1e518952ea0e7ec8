import type { ReactNode } from 'react'
import { cx } from './cx'

/** A surface with a heading. For a group that belongs together, not as decoration around everything. */
export function Card({
  title,
  actions,
  note,
  id,
  flush,
  className,
  children,
  level = 2,
}: {
  title?: ReactNode
  actions?: ReactNode
  /** Small words under the title. */
  note?: ReactNode
  id?: string
  /** Without padding inside, for tables. */
  flush?: boolean
  className?: string
  children: ReactNode
  level?: 2 | 3
}) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section
      id={id}
      data-print="together"
      className={cx('min-w-0 rounded-lg border border-line bg-surface', className)}
    >
      {(title != null || actions != null) && (
        <header className="flex min-h-11 flex-wrap items-center justify-between gap-x-3 gap-y-1 px-4 pt-2.5 pb-1">
          <div className="min-w-0">
            {title != null && <Heading className="text-base font-semibold">{title}</Heading>}
            {note != null && <p className="text-xs text-muted">{note}</p>}
          </div>
          {actions != null && (
            <div className="flex flex-wrap items-center gap-1.5" data-print="hide">
              {actions}
            </div>
          )}
        </header>
      )}
      <div className={cx(!flush && 'px-4 pb-4', !flush && title == null && actions == null && 'pt-4')}>
        {children}
      </div>
    </section>
  )
}

import type { ReactNode } from 'react'
import { cx } from './cx'

/**
 * A native modal dialog, rendered on the server; a DialogButton with the same id opens it. Closed by Esc, by a click
 * outside and by its cross. An ActionForm inside closes it when it is done.
 */
export function Dialog({
  id,
  title,
  closeLabel,
  size = 'md',
  children,
}: {
  id: string
  title: ReactNode
  closeLabel: string
  size?: 'sm' | 'md' | 'lg'
  children: ReactNode
}) {
  return (
    <dialog
      id={id}
      aria-labelledby={`${id}-title`}
      // Light dismissal; browsers without it still have Esc and the cross.
      {...{ closedby: 'any' }}
      className={cx(
        'w-full rounded-xl border border-line bg-raised p-0 text-body shadow-lg max-md:mb-0 max-md:max-w-full max-md:rounded-b-none',
        size === 'sm' && 'md:max-w-sm',
        size === 'md' && 'md:max-w-lg',
        size === 'lg' && 'md:max-w-3xl',
      )}
    >
      <header className="flex items-center justify-between gap-3 pt-3 pr-3 pb-1 pl-5">
        <h2 id={`${id}-title`} className="text-lg font-semibold">
          {title}
        </h2>
        <form method="dialog">
          <button
            type="submit"
            aria-label={closeLabel}
            className="grid size-9 place-items-center rounded-md text-lg text-muted hover:bg-hover hover:text-ink"
          >
            <span aria-hidden="true">×</span>
          </button>
        </form>
      </header>
      <div className="px-5 pt-1 pb-5">{children}</div>
    </dialog>
  )
}

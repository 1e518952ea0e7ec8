import type { ReactNode } from 'react'
import { cx } from './cx'

const tones = {
  info: 'border-line bg-sunken',
  success: 'border-success/35 bg-success-soft',
  warn: 'border-warn/35 bg-warn-soft',
  danger: 'border-danger/35 bg-danger-soft',
}

const inks = {
  info: 'text-ink',
  success: 'text-success-ink',
  warn: 'text-warn-ink',
  danger: 'text-danger-ink',
}

/** Something to know before going on. */
export function Callout({
  tone = 'info',
  title,
  actions,
  className,
  children,
}: {
  tone?: keyof typeof tones
  title?: ReactNode
  actions?: ReactNode
  className?: string
  children?: ReactNode
}) {
  return (
    <div
      className={cx(
        'flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-md border px-3 py-2',
        tones[tone],
        className,
      )}
    >
      <div className={cx('min-w-0 text-base', title == null ? inks[tone] : 'text-body')}>
        {title != null && <p className={cx('font-semibold', inks[tone])}>{title}</p>}
        {children}
      </div>
      {actions != null && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  )
}

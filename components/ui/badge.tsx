import type { ReactNode } from 'react'
import { cx } from './cx'

export type Tone = 'neutral' | 'accent' | 'success' | 'warn' | 'danger'

const tones: Record<Tone, string> = {
  neutral: 'bg-hover text-body',
  accent: 'bg-accent-soft text-accent-ink',
  success: 'bg-success-soft text-success-ink',
  warn: 'bg-warn-soft text-warn-ink',
  danger: 'bg-danger-soft text-danger-ink',
}

/** A word about a thing's state. Grades have GradeBadge. */
export function Badge({
  tone = 'neutral',
  className,
  children,
}: {
  tone?: Tone
  className?: string
  children: ReactNode
}) {
  return (
    <span
      className={cx(
        'inline-flex h-5 max-w-full items-center gap-1 rounded-sm px-1.5 text-xs font-medium whitespace-nowrap [&_svg]:size-3',
        tones[tone],
        className,
      )}
    >
      {children}
    </span>
  )
}

/** A number to bring to zero. Says what it counts to a screen reader; shows nothing at zero. */
export function CountBadge({
  count,
  label,
  tone = 'neutral',
}: {
  count: number
  label: string
  tone?: 'neutral' | 'danger'
}) {
  if (count === 0) return null
  return (
    <span
      className={cx(
        'figures inline-grid h-[1.125rem] min-w-[1.125rem] place-items-center rounded-full px-1 text-2xs font-semibold',
        tone === 'danger' ? 'bg-danger text-on-danger' : 'bg-hover text-body',
      )}
    >
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className="sr-only">{label}</span>
    </span>
  )
}

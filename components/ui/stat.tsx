import Link from 'next/link'
import type { ReactNode } from 'react'
import { cx } from './cx'
import { Explain } from './explain'

/**
 * One number that matters: its name, the value, what it is counted from, how sure it is, and what to hold it against.
 * Stats stand in a StatRow, divided by lines and not boxed;
 * `href` opens exactly what the number counts.
 */
export function Stat({
  label,
  value,
  href,
  base,
  interval,
  benchmark,
  change,
  changeTone,
  note,
  help,
  helpLabel = '?',
}: {
  label: ReactNode
  /** Already formatted; null is "no data", said with `noData`. */
  value: ReactNode
  href?: string
  /** e.g. "312 of 1,204". */
  base?: ReactNode
  /** e.g. "23.1 – 28.9 %", or "too few to judge". */
  interval?: ReactNode
  /** e.g. "average 23 %, best 47 %". */
  benchmark?: ReactNode
  /** Against the previous period, with its sign. */
  change?: ReactNode
  changeTone?: 'good' | 'bad' | 'plain'
  note?: ReactNode
  /** How it is counted; unfolds from a "?" whose name is `helpLabel`. */
  help?: ReactNode
  helpLabel?: string
}) {
  return (
    <div className="flex min-w-0 flex-[1_1_10.5rem] flex-col gap-0.5 px-4 py-3" data-print="together">
      <dt className="flex items-center gap-1.5 text-sm text-muted">
        {label}
        {help != null && <Explain label={helpLabel}>{help}</Explain>}
      </dt>
      <dd className="flex min-w-0 flex-wrap items-baseline gap-x-2">
        {href ? (
          <Link
            href={href}
            prefetch={false}
            className="figures text-2xl font-semibold text-ink decoration-accent decoration-2 underline-offset-4 hover:underline"
          >
            {value}
          </Link>
        ) : (
          <span className="figures text-2xl font-semibold text-ink">{value}</span>
        )}
        {change != null && (
          <span
            className={cx(
              'figures text-sm font-medium',
              changeTone === 'good'
                ? 'text-success-ink'
                : changeTone === 'bad'
                  ? 'text-danger-ink'
                  : 'text-muted',
            )}
          >
            {change}
          </span>
        )}
      </dd>
      {base != null && <dd className="figures text-xs text-muted">{base}</dd>}
      {interval != null && <dd className="figures text-xs text-muted">{interval}</dd>}
      {benchmark != null && <dd className="figures text-xs text-muted">{benchmark}</dd>}
      {note != null && <dd className="text-xs text-muted">{note}</dd>}
    </div>
  )
}

export function StatRow({ children }: { children: ReactNode }) {
  return (
    <dl className="flex flex-wrap overflow-hidden rounded-lg border border-line bg-surface [&>*]:-mt-px [&>*]:-ml-px [&>*]:border-t [&>*]:border-l [&>*]:border-line">
      {children}
    </dl>
  )
}

import Link from 'next/link'
import type { Basis } from '@/lib/leads/stages'
import type { Formatter } from '@/lib/platform/i18n/format'
import type { Estimate } from '@/lib/platform/statistics'

/** A conversion with its interval, and the two counts that it is made of, each a link to its leads. */
export function RateCell({
  rate,
  basis,
  format,
  countHref,
  baseHref,
  words,
}: {
  rate: Estimate
  basis: Basis
  format: Formatter
  countHref: string
  baseHref: string
  words: { tooFew: string; noData: string }
}) {
  const { count, base, value, low, high, enough } = rate
  const judged = basis === 'cohort' && enough && low !== null && high !== null && value !== null
  return (
    <span className="flex flex-col items-end leading-tight">
      {value === null ? (
        <span className="text-muted">{words.noData}</span>
      ) : basis === 'period' ? (
        <span className="font-medium text-ink">{format.ratio(value)}</span>
      ) : judged ? (
        <span className="whitespace-nowrap">
          <span className="font-medium text-ink">{format.percent(value)}</span>{' '}
          <span className="text-2xs whitespace-nowrap text-muted">{format.interval(low, high, 0)}</span>
        </span>
      ) : (
        <span className="text-xs text-muted">{words.tooFew}</span>
      )}
      <span className="text-xs whitespace-nowrap text-muted">
        <Link href={countHref} prefetch={false} className="hover:text-ink hover:underline">
          {format.number(count)}
        </Link>
        {' / '}
        <Link href={baseHref} prefetch={false} className="hover:text-ink hover:underline">
          {format.number(base)}
        </Link>
      </span>
    </span>
  )
}

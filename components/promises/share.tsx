import Link from 'next/link'
import type { Formatter } from '@/lib/platform/i18n/format'
import type { Estimate } from '@/lib/platform/statistics'

type Words = { tooFew: string; noData: string }

/** A share with its interval, and the two counts that it is made of, each a link to its handoffs. */
export function Share({
  estimate,
  format,
  countHref,
  baseHref,
  words,
}: {
  estimate: Estimate
  format: Formatter
  countHref: string
  baseHref: string
  words: Words
}) {
  const { count, base, value, low, high, enough } = estimate
  if (value === null || low === null || high === null)
    return <span className="text-muted">{words.noData}</span>
  return (
    <span className="inline-flex flex-col items-end leading-tight whitespace-nowrap">
      {enough ? (
        <span>
          <span className="font-medium text-ink">{format.percent(value)}</span>{' '}
          <span className="text-2xs text-muted">{format.interval(low, high, 0)}</span>
        </span>
      ) : (
        <span className="text-xs text-muted">{words.tooFew}</span>
      )}
      <span className="text-xs text-muted">
        <Count value={count} href={countHref} format={format} inline />
        <span aria-hidden="true"> / </span>
        <Count value={base} href={baseHref} format={format} inline />
      </span>
    </span>
  )
}

/** A number that leads to what it counts; `inline` where it stands among words, not alone in its place. */
export function Count({
  value,
  href,
  format,
  inline,
}: {
  value: number
  href: string
  format: Formatter
  inline?: boolean
}) {
  return (
    <Link
      href={href}
      prefetch={false}
      className={`hover:text-ink hover:underline ${inline ? 'relative after:absolute after:-inset-1' : 'inline-block min-w-6 text-end leading-6'}`}
    >
      {format.number(value)}
    </Link>
  )
}

import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { PersonVerdict } from '@/lib/performance/measure'
import type { Formatter } from '@/lib/platform/i18n/format'
import { ENOUGH, type Estimate } from '@/lib/platform/statistics'

const SHAPES = { better: '▲', worse: '▼', more: '▲', less: '▼' } as const
const INKS = {
  better: 'text-success-ink',
  worse: 'text-danger-ink',
  more: 'text-ink',
  less: 'text-ink',
} as const

/**
 * Makes the cells of a table of shares: the share with its interval, the count and the base as links to their lists, and
 * how it compares with the rest where that is known. A word and a shape, and a colour only where a direction is good.
 */
export async function judgedShares(format: Formatter) {
  const t = await getTranslations('performance')
  return function share(
    estimate: Estimate & { verdict?: PersonVerdict },
    countHref: string | null,
    baseHref: string | null,
  ) {
    const { count, base, value, low, high, enough, verdict } = estimate
    if (value === null || low === null || high === null)
      return <span className="text-muted">{t('noData')}</span>
    const marked = verdict === 'better' || verdict === 'worse' || verdict === 'more' || verdict === 'less'
    return (
      <span className="inline-flex flex-col items-end leading-tight">
        {enough ? (
          <span className="whitespace-nowrap">
            {marked && (
              <span className={INKS[verdict]} title={t(`compared.${verdict}Long`)}>
                <span aria-hidden="true" className="text-2xs">
                  {SHAPES[verdict]}
                </span>{' '}
                <span className="sr-only">{t(`compared.${verdict}`)}: </span>
              </span>
            )}
            <span className="font-medium text-ink">{format.percent(value)}</span>{' '}
            <span className="text-2xs text-muted">{format.interval(low, high, 0)}</span>
          </span>
        ) : (
          <span
            className="text-xs whitespace-nowrap text-muted"
            title={t('tooFewMore', { n: ENOUGH - base })}
          >
            {t('tooFew')}
          </span>
        )}
        <span className="text-xs whitespace-nowrap text-muted">
          <CountLink value={count} href={countHref} format={format} />
          <span aria-hidden="true"> / </span>
          <CountLink value={base} href={baseHref} format={format} />
        </span>
        {marked && <span className={`text-2xs ${INKS[verdict]}`}>{t(`compared.${verdict}`)}</span>}
      </span>
    )
  }
}

/** A number that leads to exactly what it counts. */
export function CountLink({
  value,
  href,
  format,
  strong,
}: {
  value: number
  href: string | null
  format: Formatter
  strong?: boolean
}) {
  const text = format.number(value)
  if (href === null) return <>{text}</>
  return (
    <Link
      href={href}
      prefetch={false}
      className={`relative after:absolute after:-inset-1 hover:text-ink hover:underline ${strong ? 'font-medium text-ink' : ''}`}
    >
      {text}
    </Link>
  )
}

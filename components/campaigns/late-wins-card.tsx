import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Card } from '@/components/ui/card'
import type { LateWins } from '@/lib/funnel/queries/performance'
import type { Formatter } from '@/lib/platform/i18n/format'
import { moneyRatio } from '@/lib/platform/money'

/** Says how much of what was won in the days was bought before them. */
export async function LateWinsCard({
  late,
  href,
  format,
}: {
  late: LateWins
  /** the customers whose leads came before the days */
  href: string
  format: Formatter
}) {
  const t = await getTranslations('spend.performance.late')
  const older = late.older.filter(({ customers }) => customers > 0)
  return (
    <Card title={t('title')}>
      {late.customers === 0 ? (
        <p className="text-sm text-muted">{t('none')}</p>
      ) : (
        <div className="flex flex-col gap-2 text-sm">
          <p>
            {t('earlier', { n: late.earlier.customers, all: late.customers })}{' '}
            {late.earlier.customers > 0 && (
              <Link href={href} prefetch={false} className="text-accent-ink underline">
                {t('show')}
              </Link>
            )}
          </p>
          {older.length > 0 && (
            <ul className="figures list-disc pl-5 text-muted">
              {older.map(({ months, revenue }) => {
                const share = moneyRatio(revenue, late.revenue)
                return (
                  <li key={months}>
                    {t('older', {
                      n: months,
                      amount: format.moneyRounded(revenue),
                      share: share === null ? '—' : format.percent(share, 0),
                    })}
                  </li>
                )
              })}
            </ul>
          )}
        </div>
      )}
    </Card>
  )
}

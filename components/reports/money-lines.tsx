import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { METRICS, sourcesOf } from '@/lib/funnel/metrics'
import { sourceHref } from '@/lib/funnel/search-params'
import { written } from '@/lib/funnel/wording'
import { centsOf, moneyOf } from '@/lib/platform/money'
import { MONEY } from '@/lib/reports/summary'
import { Block, type PartProps } from './block'
import { TargetWord } from './target-word'

/** What was spent and what came back; each with the value before and, where there is one, the target. */
export async function MoneyLines({ facts, format }: PartProps) {
  const [t, funnel] = await Promise.all([getTranslations('reports'), getTranslations('funnel')])
  const { spent, kpis } = facts
  const sum = ({ marketing, sales }: { marketing: string; sales: string }) =>
    format.moneyRounded(moneyOf(centsOf(marketing) + centsOf(sales)))
  return (
    <Block title={t('money.title')}>
      <dl className="figures">
        <div className="flex items-baseline justify-between gap-3 border-b border-line py-1 print:py-0.5">
          <dt className="min-w-0 text-ink">
            {t('money.spent')}
            <span className="block text-xs text-muted">
              {t('money.spentParts', {
                marketing: format.moneyRounded(spent.marketing),
                sales: format.moneyRounded(spent.sales),
              })}
            </span>
          </dt>
          <dd className="text-end">
            <span className="font-semibold text-ink">{sum(spent)}</span>
            <span className="block text-xs text-muted">
              {t('letter.before', { value: sum(spent.before) })}
            </span>
          </dd>
        </div>
        {MONEY.map((id) => {
          const kpi = kpis[id]
          const { numerator, denominator } = sourcesOf(id)
          const source = METRICS[id].formula === 'per' ? denominator : (numerator ?? denominator)
          const unrecorded = METRICS[id].formula === 'per' && Number(kpi.numerator) === 0
          return (
            <div
              key={id}
              className="flex items-baseline justify-between gap-3 border-b border-line py-1 last:border-b-0 print:py-0.5"
            >
              <dt className="min-w-0 text-ink">{funnel(`metric.${id}.name`)}</dt>
              <dd className="text-end">
                {kpi.value === null || unrecorded ? (
                  <span className="text-sm text-muted">{t('kpis.noData')}</span>
                ) : (
                  <Link
                    href={source ? sourceHref(source, facts) : '/kpis'}
                    prefetch={false}
                    className="inline-block min-w-6 leading-6 font-semibold text-ink hover:underline print:leading-tight"
                  >
                    {written(id, kpi.value, format)}
                  </Link>
                )}
                <span className="block text-xs text-muted">
                  {kpi.previous !== null && t('letter.before', { value: written(id, kpi.previous, format) })}
                  {kpi.target && (
                    <>
                      {kpi.previous !== null && ' · '}
                      <TargetWord kpi={kpi} format={format} />
                    </>
                  )}
                </span>
              </dd>
            </div>
          )
        })}
      </dl>
    </Block>
  )
}

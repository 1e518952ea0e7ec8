import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { RATE_IDS, RATES, STAGES } from '@/lib/funnel/metrics'
import { segmentHref, stageHref } from '@/lib/funnel/search-params'
import type { LeadStage } from '@/lib/leads/stages'
import { Block, type PartProps } from './block'

const SCALED: readonly string[] = ['leads', 'qualified', 'handedOff', 'accepted', 'deals', 'won']

/** From reach to won: how many, and how many of the stage before, with the interval. */
export async function FunnelTable({ facts, format }: PartProps) {
  const [t, stage] = await Promise.all([getTranslations('reports'), getTranslations('common.stage')])
  const { funnel } = facts
  const most = Math.max(1, funnel.stages.leads)
  const period = { from: facts.from, to: facts.to, basis: 'cohort' as const, within: null }
  return (
    <Block title={t('funnel.title')} note={t('funnel.note')}>
      <table className="figures w-full">
        <thead>
          <tr className="text-xs text-muted">
            <th scope="col" className="py-1 text-start font-medium">
              {t('funnel.stage')}
            </th>
            <td />
            <th scope="col" className="py-1 pl-3 text-end font-medium whitespace-nowrap">
              {t('funnel.count')}
            </th>
            <th scope="col" className="py-1 pl-3 text-end font-medium whitespace-nowrap">
              {t('funnel.rate')}
            </th>
          </tr>
        </thead>
        <tbody>
          {STAGES.map((name) => {
            const count = funnel.stages[name]
            const isScaled = SCALED.includes(name)
            const rateId = RATE_IDS.find((id) => RATES[id].count === name && id !== 'leadToSale')
            const rate = rateId && funnel.rates[rateId]
            return (
              <tr key={name} className="border-t border-line">
                <th
                  scope="row"
                  className="w-28 py-1 pr-3 text-start font-normal whitespace-nowrap text-ink print:py-0.5"
                >
                  {stage(name)}
                </th>
                <td aria-hidden="true" className="w-full py-1 print:py-0.5">
                  {isScaled && (
                    <span
                      className="block h-3 min-w-px rounded-xs bg-accent print:bg-ink"
                      style={{ width: `${(100 * (count ?? 0)) / most}%` }}
                    />
                  )}
                </td>
                <td className="py-1 pl-3 text-end whitespace-nowrap print:py-0.5">
                  {count === null && <span className="text-sm text-muted">{t('kpis.noData')}</span>}
                  {count !== null && !isScaled && (
                    <span className="leading-6 font-medium text-ink print:leading-tight">
                      {format.number(count)}
                    </span>
                  )}
                  {count !== null && isScaled && (
                    <Link
                      href={stageHref(period, name as LeadStage, {})}
                      prefetch={false}
                      className="inline-block min-w-6 leading-6 font-medium text-ink hover:underline print:leading-tight"
                    >
                      {format.number(count)}
                    </Link>
                  )}
                </td>
                <td className="py-1 pl-3 text-end text-sm whitespace-nowrap print:py-0.5">
                  {rate &&
                    rate.value !== null &&
                    rate.low !== null &&
                    rate.high !== null &&
                    (rate.enough ? (
                      <>
                        {format.percent(rate.value)}{' '}
                        <span className="text-xs text-muted">{format.interval(rate.low, rate.high, 0)}</span>
                      </>
                    ) : (
                      <span className="text-xs text-muted">{t('kpis.tooFew')}</span>
                    ))}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <p className="pt-1 text-xs text-muted">
        <Link
          href={segmentHref(facts, 'underWay')}
          prefetch={false}
          className="inline-block leading-6 hover:text-ink hover:underline print:leading-tight"
        >
          {t('funnel.underWay', { count: funnel.underWay })}
        </Link>
        {funnel.tooYoung && <span className="block text-warn-ink">{t('funnel.young')}</span>}
      </p>
    </Block>
  )
}

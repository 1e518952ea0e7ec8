import { getTranslations } from 'next-intl/server'
import { ExportMenu } from '@/components/exports/export-menu'
import { COUNTED_TABLE } from '@/components/funnel/counted-table'
import { Card } from '@/components/ui/card'
import { Explain } from '@/components/ui/explain'
import { isTooYoung } from '@/lib/funnel/maturity'
import { type PerformanceState, type PlaceKeys, performanceLeads } from '@/lib/funnel/performance-address'
import type { performanceOver } from '@/lib/funnel/queries/performance'
import type { Formatter } from '@/lib/platform/i18n/format'
import { periodOfMonth } from '@/lib/platform/period'
import { ledgerHref } from '@/lib/spend/search-params'
import { PerformanceCells } from './performance-cells'

const COLUMNS = [
  'costs',
  'leads',
  'hotShare',
  'acceptance',
  'costPerAccepted',
  'customers',
  'revenue',
  'cac',
  'romi',
  'payback',
] as const

/** A campaign month by month: on the cohort basis, what the money of each month bought. */
export async function MonthsTable({
  over,
  state,
  place,
  entries,
  today,
  usualDays,
  format,
}: {
  over: Awaited<ReturnType<typeof performanceOver>>
  state: PerformanceState
  place: PlaceKeys & { campaign: number }
  entries: string
  today: string
  /** a usual sale takes so long: leads younger than that may still be won */
  usualDays: number | null
  format: Formatter
}) {
  const [t, funnel] = await Promise.all([getTranslations('spend.performance'), getTranslations('funnel')])
  const { from, to, basis, attribution } = state
  return (
    <Card
      flush
      actions={
        <ExportMenu
          table="campaignMonths"
          query={{ from, to, basis, touch: attribution, campaign: String(place.campaign) }}
          what={t(state.basis === 'cohort' ? 'page.months' : 'page.monthsPeriod')}
          size="sm"
        />
      }
      title={
        <span className="flex items-center gap-2">
          {t(state.basis === 'cohort' ? 'page.months' : 'page.monthsPeriod')}
          <Explain label={t('how.label')}>
            {t('how.acceptance')} {t('how.money')}
          </Explain>
        </span>
      }
    >
      <div className="overflow-x-auto pb-1">
        <table className={COUNTED_TABLE}>
          <caption className="sr-only">{t('page.months')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('col.month')}</th>
              {COLUMNS.map((name) => (
                <th key={name} scope="col">
                  {t(`col.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {over.months.map((row) => {
              const days = periodOfMonth(row.month, { from, to }) ?? { from, to }
              return (
                <tr key={row.month}>
                  <th scope="row">
                    {format.shortMonth(row.month)}
                    {state.basis === 'cohort' && isTooYoung(days.to, today, usualDays) && (
                      <span className="block text-xs font-normal text-muted">{funnel('tooYoung')}</span>
                    )}
                  </th>
                  <PerformanceCells
                    row={row}
                    leads={performanceLeads({ ...state, ...days }, place)}
                    costsHref={ledgerHref(days, { planned: false, campaignId: place.campaign })}
                    format={format}
                  />
                </tr>
              )
            })}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('total')}</th>
              <PerformanceCells
                row={over.total}
                leads={performanceLeads(state, place)}
                costsHref={entries}
                format={format}
              />
            </tr>
          </tfoot>
        </table>
      </div>
    </Card>
  )
}

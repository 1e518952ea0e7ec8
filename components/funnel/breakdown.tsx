import { getTranslations } from 'next-intl/server'
import { ChartWithTable } from '@/components/charts/chart-with-table'
import { IntervalBars } from '@/components/charts/interval-bars'
import { intervalMarks } from '@/components/charts/interval-marks'
import { shareTicks } from '@/components/charts/ticks'
import { listLabels } from '@/components/data-table/list-labels'
import { QueryForm } from '@/components/data-table/query-form'
import { ExportMenu } from '@/components/exports/export-menu'
import { Select } from '@/components/ui/controls'
import { Pagination } from '@/components/ui/pagination'
import { RATE_IDS, RATES, type RateId } from '@/lib/funnel/metrics'
import type { Funnel } from '@/lib/funnel/queries/funnel'
import { rowName } from '@/lib/funnel/row-name'
import { type FunnelState, funnelHref, funnelQuery, rowFilters, stageHref } from '@/lib/funnel/search-params'
import { NO_KEY } from '@/lib/leads/stages'
import type { Formatter } from '@/lib/platform/i18n/format'
import { moreNeeded, verdicts } from '@/lib/platform/statistics'
import { BreakdownTable } from './breakdown-table'

/** Rows of the table at once; the rest on the next pages. The picture and the sums are of all. */
const PAGE = 50

/** The rows of the funnel: one conversion of each as a picture, and all of them as the table. */
export async function Breakdown({
  funnel,
  state,
  kept,
  rate,
  page,
  format,
}: {
  funnel: Funnel
  state: FunnelState
  /** parameters of the address that are no part of `state`: the comparison */
  kept: Record<string, string>
  /** the conversion that is drawn */
  rate: RateId
  page: number
  format: Formatter
}) {
  const [t, c, mark, { paging }] = await Promise.all([
    getTranslations('funnel'),
    getTranslations('common.chart'),
    intervalMarks(format),
    listLabels(),
  ])
  const { groupBy, basis } = state
  const cohort = basis === 'cohort'
  const by = t(`by.${groupBy}`).toLowerCase()
  const pages = Math.max(1, Math.ceil(funnel.rows.length / PAGE))
  const shown = Math.min(Math.max(1, page), pages)
  const here = { ...kept, rate: rate === 'leadToSale' ? null : rate }
  const counted = funnel.rows.map((row) => row.rates[rate])
  const judged = cohort ? verdicts(counted) : []
  const needed = cohort ? moreNeeded(funnel.rows.map((row) => row.rates.leadToSale)) : []
  const marks = funnel.rows.flatMap((row, index) =>
    row.rates[rate].base === 0
      ? []
      : mark({
          key: String(row.key ?? NO_KEY),
          label: [rowName(groupBy, row, t, format), row.channel?.name].filter(Boolean).join(' · '),
          estimate: row.rates[rate],
          // Months differ by their age before they differ by anything else.
          verdict: row.tooYoung && groupBy === 'month' ? undefined : judged[index],
          href: stageHref(state, RATES[rate].count, rowFilters(groupBy, row.key, state.filters)),
        }),
  )
  const all = funnel.total.rates[rate]
  const table = (
    <>
      <BreakdownTable
        funnel={funnel}
        rows={funnel.rows.slice((shown - 1) * PAGE, shown * PAGE)}
        needed={needed.slice((shown - 1) * PAGE, shown * PAGE)}
        state={state}
        format={format}
      />
      {pages > 1 && (
        <div className="px-3 pb-2">
          <Pagination
            previousHref={shown > 1 ? funnelHref(state, { ...here, rows: shown - 1 }) : null}
            nextHref={shown < pages ? funnelHref(state, { ...here, rows: shown + 1 }) : null}
            summary={t('breakdown.rows', {
              from: format.number((shown - 1) * PAGE + 1),
              to: format.number(Math.min(shown * PAGE, funnel.rows.length)),
              all: format.number(funnel.rows.length),
            })}
            labels={paging}
          />
        </div>
      )}
    </>
  )
  const highest = Math.max(
    0,
    ...marks.map(({ high, enough, value }) => (enough ? (high ?? 0) : (value ?? 0))),
  )
  return (
    <ChartWithTable
      title={t('breakdown.title', { by })}
      note={
        cohort
          ? `${format.date(state.from)} – ${format.date(state.to)} · ${t(`rate.${rate}`)}`
          : `${format.date(state.from)} – ${format.date(state.to)}`
      }
      howCounted={t(cohort ? 'breakdown.how' : 'breakdown.howPeriod')}
      file={cohort && marks.length > 0 ? `conversion-${groupBy}` : undefined}
      tableOpen
      table={table}
      actions={
        <>
          {cohort && (
            <QueryForm
              pathname="/funnel"
              keep={{ ...(funnelQuery(state) as Record<string, string>), ...kept }}
              label={t('breakdown.drawn')}
            >
              <Select
                key={rate}
                name="rate"
                aria-label={t('breakdown.drawn')}
                defaultValue={rate}
                className="w-auto"
                options={RATE_IDS.map((id) => ({ value: id, label: t(`rate.${id}`) }))}
              />
            </QueryForm>
          )}
          <ExportMenu
            table="funnel"
            query={funnelQuery(state)}
            what={t('breakdown.title', { by })}
            size="sm"
          />
        </>
      }
    >
      {cohort && marks.length > 0 ? (
        <IntervalBars
          marks={marks}
          ticks={shareTicks(highest, (share) => format.percent(share))}
          reference={
            all.enough && all.value !== null ? { at: all.value, text: format.percent(all.value) } : undefined
          }
          label={`${t(`rate.${rate}`)}, ${by}`}
          more={c('showAll', { n: format.number(marks.length) })}
        />
      ) : null}
    </ChartWithTable>
  )
}

import { getTranslations } from 'next-intl/server'
import { ChartWithTable } from '@/components/charts/chart-with-table'
import { IntervalBars } from '@/components/charts/interval-bars'
import { intervalMarks } from '@/components/charts/interval-marks'
import { shareTicks } from '@/components/charts/ticks'
import { LinkButton } from '@/components/ui/button'
import { type CohortState, cohortHref } from '@/lib/funnel/cohort-address'
import { COHORT_DAYS } from '@/lib/funnel/cohorts'
import type { Cohorts } from '@/lib/funnel/queries/cohorts'
import { stageHref } from '@/lib/funnel/search-params'
import type { Formatter } from '@/lib/platform/i18n/format'
import { COUNTED_TABLE } from './counted-table'
import { RateCell } from './rate-cell'

/** The fair way to compare an old month with a young one: what became of both within the same number of days. */
export async function WithinDays({
  counted,
  state,
  format,
}: {
  counted: Cohorts
  state: CohortState
  format: Formatter
}) {
  const [t, c, mark] = await Promise.all([
    getTranslations('funnel'),
    getTranslations('common.chart'),
    intervalMarks(format),
  ])
  const { stage, rows } = counted
  const words = { tooFew: t('tooFew'), noData: t('noData') }
  const hrefs = (month: string, days: number) => {
    const asked = { ...state, basis: 'cohort' as const, within: days }
    const filters = { ...state.filters, month }
    return { count: stageHref(asked, stage, filters), base: stageHref(asked, 'leads', filters) }
  }
  const marks = rows.flatMap(({ month, within }) => {
    const found = within.find(({ days }) => days === state.days)
    if (!found || found.share.base === 0) return []
    const made = mark({
      key: month,
      label: format.month(month),
      estimate: found.share,
      href: hrefs(month, state.days).count,
    })
    return found.young
      ? { ...made, enough: false, valueText: t('tooYoung'), spoken: `${made.spoken}, ${t('tooYoung')}` }
      : made
  })
  const highest = Math.max(
    0,
    ...marks.map(({ enough, high, value }) => (enough ? (high ?? 0) : (value ?? 0))),
  )
  return (
    <ChartWithTable
      title={t('cohorts.within', { stage: t(`stage.${stage}`), days: state.days })}
      note={`${format.date(state.from)} – ${format.date(state.to)}`}
      howCounted={t('cohorts.withinHow', { days: state.days })}
      file={`cohorts-${state.days}-days`}
      actions={COHORT_DAYS.map((days) => (
        <LinkButton
          key={days}
          href={cohortHref(state, { days: days === 90 ? null : days })}
          size="sm"
          variant={days === state.days ? 'secondary' : 'quiet'}
          aria-current={days === state.days ? 'true' : undefined}
          scroll={false}
        >
          {format.days(days)}
        </LinkButton>
      ))}
      table={
        <table className={COUNTED_TABLE}>
          <caption className="sr-only">{t('cohorts.withinCaption', { stage: t(`stage.${stage}`) })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('cohorts.created')}</th>
              {COHORT_DAYS.map((days) => (
                <th key={days} scope="col">
                  {t('within.days', { days })}
                </th>
              ))}
              <th scope="col">{t('within.none')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ month, within, byNow, tooYoung }) => (
              <tr key={month}>
                <th scope="row">{format.month(month)}</th>
                {within.map(({ days, share, young }) => (
                  <td key={days}>
                    <RateCell
                      rate={share}
                      basis="cohort"
                      format={format}
                      words={words}
                      countHref={hrefs(month, days).count}
                      baseHref={hrefs(month, days).base}
                    />
                    {young && <span className="block text-2xs text-warn-ink">{t('tooYoung')}</span>}
                  </td>
                ))}
                <td>
                  <RateCell
                    rate={byNow}
                    basis="cohort"
                    format={format}
                    words={words}
                    countHref={stageHref({ ...state, basis: 'cohort', within: null }, stage, {
                      ...state.filters,
                      month,
                    })}
                    baseHref={hrefs(month, 90).base}
                  />
                  {tooYoung && <span className="block text-2xs text-warn-ink">{t('tooYoung')}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    >
      <IntervalBars
        marks={marks}
        ticks={shareTicks(highest, (share) => format.percent(share))}
        label={t('cohorts.within', { stage: t(`stage.${stage}`), days: state.days })}
        more={c('showAll', { n: format.number(marks.length) })}
      />
    </ChartWithTable>
  )
}

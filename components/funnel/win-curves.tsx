import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { ChartWithTable } from '@/components/charts/chart-with-table'
import { LineChart, type LineSeries } from '@/components/charts/line-chart'
import { shareTicks, type Tick } from '@/components/charts/ticks'
import { ExportMenu } from '@/components/exports/export-menu'
import { type CohortState, cohortHref, cohortQuery } from '@/lib/funnel/cohort-address'
import type { CurveRow, timeToWin } from '@/lib/funnel/queries/time-to-win'
import { stageHref } from '@/lib/funnel/search-params'
import { CURVE_DAYS, type WinCurve } from '@/lib/funnel/time-to-win'
import { NO_KEY } from '@/lib/leads/stages'
import type { Formatter } from '@/lib/platform/i18n/format'
import { COUNTED_TABLE } from './counted-table'

/** Lines that can still be told apart. */
const DRAWN = 6

type Named = WinCurve & {
  key: string
  name: string
  filters: Parameters<typeof stageHref>[2]
  channel: CurveRow | null
}

/** The share of leads won by each day after their creation, with open leads as open; per channel. */
export async function WinCurves({
  curves,
  state,
  format,
}: {
  curves: Awaited<ReturnType<typeof timeToWin>>
  state: CohortState
  format: Formatter
}) {
  const t = await getTranslations('funnel')
  const rows: Named[] = [
    { ...curves.total, key: 'all', name: t('none.none'), filters: state.filters, channel: null },
    ...(curves.rows.length < 2 ? [] : curves.rows).map((row) => ({
      ...row,
      key: String(row.key ?? NO_KEY),
      name: row.label ?? t('none.channel'),
      filters: { ...state.filters, channel: row.key ?? NO_KEY },
      channel: row,
    })),
  ]
  const drawable = rows.filter(({ until, curve }) => until !== null && curve.length > 0)
  const drawn = drawable.slice(0, DRAWN)
  const last = Math.max(30, ...drawn.map(({ until }) => until ?? 0))
  const point = ({ value, low, high, atRisk, wins, day }: WinCurve['at'][number], name: string) =>
    t('curve.spoken', {
      name,
      day,
      value: format.percent(value),
      interval: format.interval(low, high),
      wins,
      atRisk: format.number(atRisk),
    })
  const series = drawn.map((row): LineSeries => {
    const until = row.until ?? 0
    const points = row.curve.filter(({ time }) => time <= until)
    const end = points.at(-1)
    return {
      key: row.key,
      label: row.name,
      shape: 'step',
      points: [
        { x: 0, y: 0, low: 0, high: 0 },
        ...points.map(({ time, value, low, high }) => ({ x: time, y: value, low, high })),
        { x: until, y: end?.value ?? 0, low: end?.low ?? 0, high: end?.high ?? 0 },
      ],
      marks: row.at
        .filter(({ day }) => day <= until)
        .map((at) => ({
          x: at.day,
          y: at.value,
          spoken: point(at, row.name),
          href: stageHref({ ...state, basis: 'cohort', within: at.day }, 'won', row.filters),
        })),
    }
  })
  const highest = Math.max(0.01, ...series.flatMap(({ points }) => points.map(({ y }) => (y ?? 0) * 1.25)))
  const left = rows.length - drawn.length
  return (
    <ChartWithTable
      title={t('curve.title')}
      note={`${format.date(state.from)} – ${format.date(state.to)}`}
      howCounted={t('curve.how')}
      file="time-to-win"
      actions={<ExportMenu table="timeToWin" query={cohortQuery(state)} what={t('curve.title')} size="sm" />}
      table={
        <table className={COUNTED_TABLE}>
          <caption className="sr-only">{t('curve.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('filter.channel')}</th>
              <th scope="col">{t('stage.leads')}</th>
              <th scope="col">{t('stage.won')}</th>
              <th scope="col">{t('curve.half')}</th>
              {CURVE_DAYS.map((day) => (
                <th key={day} scope="col">
                  {t('curve.byDay', { day })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">
                  {row.channel ? (
                    <Link
                      href={cohortHref(state, { channel: row.channel.key ?? NO_KEY })}
                      prefetch={false}
                      className="hover:underline"
                    >
                      {row.name}
                    </Link>
                  ) : (
                    row.name
                  )}
                </th>
                <td>
                  <Link
                    href={stageHref({ ...state, basis: 'cohort', within: null }, 'leads', row.filters)}
                    prefetch={false}
                    className="hover:text-ink hover:underline"
                  >
                    {format.number(row.leads)}
                  </Link>
                </td>
                <td>
                  <Link
                    href={stageHref({ ...state, basis: 'cohort', within: null }, 'won', row.filters)}
                    prefetch={false}
                    className="hover:text-ink hover:underline"
                  >
                    {format.number(row.wins + row.leftOut)}
                  </Link>
                  {row.leftOut > 0 && (
                    <span className="block text-2xs text-muted">
                      {t('questions.leftOut', { n: row.leftOut })}
                    </span>
                  )}
                </td>
                <td>{row.half === null ? '—' : t('curve.day', { day: row.half })}</td>
                {CURVE_DAYS.map((day) => {
                  const at = row.at.find((one) => one.day === day)
                  if (!at) return <td key={day}>—</td>
                  const isKnown = row.until !== null && day <= row.until
                  return (
                    <td key={day}>
                      {isKnown ? (
                        <span className="whitespace-nowrap">
                          <span className="font-medium text-ink">{format.percent(at.value)}</span>{' '}
                          <span className="text-2xs text-muted">{format.interval(at.low, at.high, 0)}</span>
                        </span>
                      ) : (
                        <span className="text-xs text-muted">{t('tooFew')}</span>
                      )}
                      <span className="block text-xs whitespace-nowrap text-muted">
                        <Link
                          href={stageHref({ ...state, basis: 'cohort', within: day }, 'won', row.filters)}
                          prefetch={false}
                          className="hover:text-ink hover:underline"
                        >
                          {t('curve.wins', { n: at.wins })}
                        </Link>
                        {' · '}
                        {t('curve.atRisk', { n: at.atRisk })}
                      </span>
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      }
    >
      {series.length > 0 ? (
        <LineChart
          series={series}
          xTicks={dayTicks(last, format)}
          yTicks={shareTicks(highest, (share) => format.percent(share))}
          xTitle={t('curve.days')}
          label={t('curve.title')}
        />
      ) : (
        <p className="py-2 text-sm text-muted">{t('curve.tooFew')}</p>
      )}
      <p className="text-sm text-body">
        {curves.total.half !== null && t('curve.halfBy', { day: curves.total.half })}
        {left > 0 && series.length > 0 && ` ${t('curve.others', { n: left })}`}
      </p>
    </ChartWithTable>
  )
}

/** Every so many months of 30 days. */
function dayTicks(last: number, format: Formatter): Tick[] {
  const step = 30 * Math.max(1, Math.ceil(last / 30 / 12))
  return Array.from({ length: Math.ceil(last / step) + 1 }, (_, index) => ({
    at: index * step,
    text: format.number(index * step),
  }))
}

import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { ChartWithTable } from '@/components/charts/chart-with-table'
import { FunnelChart } from '@/components/charts/funnel-chart'
import { RATES } from '@/lib/funnel/metrics'
import type { Funnel } from '@/lib/funnel/queries/funnel'
import type { stageTimes } from '@/lib/funnel/queries/stage-times'
import { type FunnelState, segmentHref, stageHref } from '@/lib/funnel/search-params'
import type { Formatter } from '@/lib/platform/i18n/format'
import { monthOf } from '@/lib/platform/period'
import { ENOUGH } from '@/lib/platform/statistics'
import { funnelBars } from './funnel-bars'

/** The funnel as one picture, with the table of its numbers. */
export async function FunnelPicture({
  funnel,
  times,
  state,
  format,
}: {
  funnel: Funnel
  times: Awaited<ReturnType<typeof stageTimes>>
  state: FunnelState
  format: Formatter
}) {
  const t = await getTranslations('funnel')
  const { total } = funnel
  const cohort = state.basis === 'cohort'
  const costsHref = `/campaigns/costs?month=${monthOf(state.to)}`
  const bars = await funnelBars({
    row: total,
    asked: state,
    filters: state.filters,
    times: cohort ? times : null,
    costsHref,
    format,
  })
  const middle = (key: string) => {
    const time = key in times ? times[key as keyof typeof times] : null
    return time && cohort ? `${format.number(time.low, 1)}–${format.number(time.high, 1)}` : '—'
  }
  const isReached = bars[0]?.key !== 'leads'
  const sale = total.rates.leadToSale
  return (
    <ChartWithTable
      title={t('picture.title')}
      note={`${format.date(state.from)} – ${format.date(state.to)} · ${t(`basis.${state.basis}`)}${
        state.within === null ? '' : ` · ${t('within.days', { days: state.within })}`
      }`}
      howCounted={`${t(cohort ? 'picture.how' : 'picture.howPeriod')}${cohort ? ` ${t('times.how')}` : ''}`}
      file={`funnel-${state.from}-${state.to}`}
      table={{
        columns: [
          { key: 'stage', label: t('picture.stageHead') },
          { key: 'count', label: t('picture.countHead'), align: 'end' },
          { key: 'rate', label: t('picture.rateHead'), align: 'end' },
          { key: 'interval', label: '95 %', align: 'end' },
          { key: 'time', label: t('picture.timeHead'), align: 'end' },
          { key: 'middle', label: t('times.middle'), align: 'end' },
        ],
        rows: bars.map((bar) => ({
          key: bar.key,
          href: bar.href,
          cells: [
            bar.label,
            bar.countText,
            bar.rateText ?? '—',
            bar.intervalText ?? '—',
            bar.timeText ?? '—',
            middle(bar.key),
          ],
        })),
      }}
    >
      <FunnelChart
        bars={bars}
        scaleTo="leads"
        heads={{ rate: t('picture.rateHead'), time: t('picture.timeHead') }}
        label={t('picture.aria')}
      />
      <p className="figures mt-1 text-sm text-body">
        {cohort && sale.value !== null && (
          <>
            {t('rate.leadToSale')}:{' '}
            {sale.enough && sale.low !== null && sale.high !== null ? (
              <>
                <b className="font-semibold text-ink">{format.percent(sale.value)}</b>{' '}
                <span className="text-muted">
                  {t('interval', { interval: format.interval(sale.low, sale.high) })}
                </span>
              </>
            ) : (
              <span className="text-muted">{t('tooFewMore', { n: ENOUGH - sale.base })}</span>
            )}{' '}
            <span className="text-muted">
              (
              <Link
                href={stageHref(state, RATES.leadToSale.count, state.filters)}
                prefetch={false}
                className="underline hover:text-ink"
              >
                {format.number(sale.count)}
              </Link>
              {' / '}
              <Link
                href={stageHref(state, RATES.leadToSale.base, state.filters)}
                prefetch={false}
                className="underline hover:text-ink"
              >
                {format.number(sale.base)}
              </Link>
              )
            </span>
            {' · '}
          </>
        )}
        <Link
          href={segmentHref(state, 'underWay', state.filters)}
          prefetch={false}
          className="text-muted underline hover:text-ink"
        >
          {t('underWay', { count: total.underWay })}
        </Link>
      </p>
      {!isReached && (
        <p className="mt-1 text-xs text-muted">
          {total.stages.reach === null ? (
            t('picture.noReach')
          ) : (
            <>
              {t('picture.noReachYet')}{' '}
              <Link href={costsHref} className="underline hover:text-ink">
                {t('picture.record')}
              </Link>
            </>
          )}
        </p>
      )}
    </ChartWithTable>
  )
}

import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { ChartWithTable } from '@/components/charts/chart-with-table'
import { type FunnelBar, FunnelChart } from '@/components/charts/funnel-chart'
import { RATES, type RateId } from '@/lib/funnel/metrics'
import type { Funnel } from '@/lib/funnel/queries/funnel'
import { type FunnelState, segmentHref, stageHref } from '@/lib/funnel/search-params'
import { LEAD_STAGES, type LeadStage } from '@/lib/leads/stages'
import type { Formatter } from '@/lib/platform/i18n/format'
import { monthOf } from '@/lib/platform/period'
import { ENOUGH } from '@/lib/platform/statistics'

const STEP_TO: Partial<Record<LeadStage, RateId>> = {
  qualified: 'leadToQualified',
  handedOff: 'qualifiedToHandedOff',
  accepted: 'handedOffToAccepted',
  deals: 'acceptedToDeal',
  won: 'dealToWon',
}

/** The funnel as one picture, with the table of its numbers. */
export async function FunnelPicture({
  funnel,
  state,
  format,
}: {
  funnel: Funnel
  state: FunnelState
  format: Formatter
}) {
  const t = await getTranslations('funnel')
  const { total } = funnel
  const cohort = state.basis === 'cohort'
  const costsHref = `/campaigns?month=${monthOf(state.to)}`
  const reached = (['reach', 'responses'] as const).flatMap((stage): FunnelBar[] => {
    const count = total.stages[stage]
    return count
      ? [
          {
            key: stage,
            label: t(`stage.${stage}`),
            count,
            countText: format.number(count),
            spoken: `${t(`stage.${stage}`)}: ${format.number(count)}`,
            href: costsHref,
          },
        ]
      : []
  })
  const bars = LEAD_STAGES.map((stage): FunnelBar => {
    const count = total.stages[stage]
    const bar = {
      key: stage,
      label: t(`stage.${stage}`),
      count,
      countText: format.number(count),
      spoken: `${t(`stage.${stage}`)}: ${format.number(count)}`,
      href: stageHref(state, stage, state.filters),
    }
    const id = STEP_TO[stage]
    const rate = id && total.rates[id]
    if (!rate || rate.value === null) return bar
    const detail = t('of', { count: format.number(rate.count), base: format.number(rate.base) })
    if (!cohort)
      return {
        ...bar,
        spoken: `${bar.spoken}, ${format.ratio(rate.value)}`,
        rateText: format.ratio(rate.value),
      }
    if (!rate.enough || rate.low === null || rate.high === null)
      return { ...bar, spoken: `${bar.spoken}, ${detail}, ${t('tooFew')}`, rateText: t('tooFew') }
    return {
      ...bar,
      spoken: `${bar.spoken}, ${detail}, ${format.percent(rate.value)}`,
      rateText: format.percent(rate.value),
      intervalText: format.interval(rate.low, rate.high),
      low: rate.low * rate.base,
      high: rate.high * rate.base,
    }
  })
  const how = t(cohort ? 'picture.how' : 'picture.howPeriod')
  const sale = total.rates.leadToSale
  return (
    <ChartWithTable
      title={t('picture.title')}
      note={
        <>
          {t('underWay', { count: total.underWay })}
          {' · '}
          <Link
            href={segmentHref(state, 'underWay', state.filters)}
            prefetch={false}
            className="underline hover:text-ink"
          >
            {t('underWayShort')}
          </Link>
        </>
      }
      howCounted={how}
      file="funnel"
      table={{
        columns: [
          { key: 'stage', label: '' },
          { key: 'count', label: t('stage.leads'), align: 'end' },
          { key: 'rate', label: '%', align: 'end' },
          { key: 'interval', label: '95 %', align: 'end' },
        ],
        rows: [...reached, ...bars].map((bar) => ({
          key: bar.key,
          href: bar.href,
          cells: [bar.label, bar.countText, bar.rateText ?? '—', bar.intervalText ?? '—'],
        })),
      }}
    >
      <FunnelChart
        bars={[...reached, ...bars]}
        scaleTo="leads"
        heads={{ rate: t('picture.rateHead'), time: t('picture.timeHead') }}
        label={t('picture.aria')}
      />
      {cohort && sale.value !== null && (
        <p className="figures mt-2 text-sm text-body">
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
        </p>
      )}
      {reached.length === 0 && (
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

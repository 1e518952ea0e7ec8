import { getTranslations } from 'next-intl/server'
import type { FunnelBar } from '@/components/charts/funnel-chart'
import type { FunnelRow } from '@/lib/funnel/funnel-rows'
import type { RateId } from '@/lib/funnel/metrics'
import type { stageTimes } from '@/lib/funnel/queries/stage-times'
import { stageHref } from '@/lib/funnel/search-params'
import { type Basis, LEAD_STAGES, type LeadStage } from '@/lib/leads/stages'
import type { Formatter } from '@/lib/platform/i18n/format'
import { ENOUGH } from '@/lib/platform/statistics'

const STEP_TO: Partial<Record<LeadStage, RateId>> = {
  qualified: 'leadToQualified',
  handedOff: 'qualifiedToHandedOff',
  accepted: 'handedOffToAccepted',
  deals: 'acceptedToDeal',
  won: 'dealToWon',
}

type Asked = { from: string; to: string; basis: Basis; within: number | null }

/** The stages of one row as the bars of a picture, worded; each leads to its leads. */
export async function funnelBars({
  row,
  asked,
  filters,
  times,
  costsHref,
  format,
}: {
  row: FunnelRow
  asked: Asked
  filters: Parameters<typeof stageHref>[2]
  times: Awaited<ReturnType<typeof stageTimes>> | null
  /** where reach and responses are recorded */
  costsHref: string
  format: Formatter
}): Promise<FunnelBar[]> {
  const t = await getTranslations('funnel')
  const reached = (['reach', 'responses'] as const).flatMap((stage): FunnelBar[] => {
    const count = row.stages[stage]
    if (!count) return []
    const label = t(`stage.${stage}`)
    const countText = format.number(count)
    return [{ key: stage, label, count, countText, spoken: `${label}: ${countText}`, href: costsHref }]
  })
  const bars = LEAD_STAGES.map((stage): FunnelBar => {
    const label = t(`stage.${stage}`)
    const countText = format.number(row.stages[stage])
    const id = STEP_TO[stage]
    const rate = id && row.rates[id]
    const time = stage === 'leads' ? null : (times?.[stage] ?? null)
    const timeText = time ? format.days(Math.round(time.median * 10) / 10) : undefined
    const bar: FunnelBar = {
      key: stage,
      label,
      count: row.stages[stage],
      countText,
      spoken: `${label}: ${countText}`,
      href: stageHref(asked, stage, filters),
      timeText,
    }
    if (!rate || rate.value === null) return bar
    const of = t('of', { count: format.number(rate.count), base: format.number(rate.base) })
    const said = (...more: (string | undefined)[]) =>
      [
        bar.spoken,
        of,
        ...more,
        time &&
          t('times.spoken', {
            median: format.days(Math.round(time.median * 10) / 10),
            low: format.number(time.low, 1),
            high: format.number(time.high, 1),
          }),
      ]
        .filter(Boolean)
        .join(', ')
    if (asked.basis === 'period') {
      const rateText = format.ratio(rate.value)
      return { ...bar, rateText, spoken: said(rateText) }
    }
    if (!rate.enough || rate.low === null || rate.high === null) {
      const rateText = t('tooFew')
      return { ...bar, rateText, spoken: said(t('tooFewMore', { n: ENOUGH - rate.base })) }
    }
    const rateText = format.percent(rate.value)
    const intervalText = format.interval(rate.low, rate.high)
    return {
      ...bar,
      rateText,
      intervalText,
      spoken: said(rateText, t('interval', { interval: intervalText })),
      low: rate.low * rate.base,
      high: rate.high * rate.base,
    }
  })
  return [...reached, ...bars]
}

import type { Formatter } from '@/lib/platform/i18n/format'
import { METRICS, type MetricId } from './metrics'

/** A metric's value as people read it: shares as percentages, paybacks as multiples, medians with their unit. */
export function written(id: MetricId, value: number | string, format: Formatter): string {
  const { unit, formula } = METRICS[id]
  switch (unit) {
    case 'money':
      return format.moneyRounded(value)
    case 'days':
      return format.days(Math.round(Number(value) * 10) / 10)
    case 'hours':
      return format.hours(Math.round(Number(value) * 10) / 10)
    case 'count':
      return format.number(Number(value))
    case 'ratio':
      return formula === 'multiple' ? format.ratio(Number(value)) : format.percent(Number(value))
  }
}

import { addDays, daysBetween } from '@/lib/platform/calendar'
import {
  addMonths,
  firstDayOf,
  lastDayOf,
  monthOf,
  monthsOf,
  type Period,
  periodOfMonth,
} from '@/lib/platform/period'

/** Rows of a rollup that lie in a period: those of this span, from the day `first` to `last`. */
export type Part = { span: 'day' | 'month'; first: string; last: string }

/** A period as the whole months in it and the days that are left over at its ends, without hole or overlap. */
export function partsOf({ from, to }: Period): Part[] {
  if (from > to) return []
  const firstWhole = from === firstDayOf(monthOf(from)) ? from : addMonths(firstDayOf(monthOf(from)), 1)
  const afterLast = to === lastDayOf(monthOf(to)) ? addDays(to, 1) : firstDayOf(monthOf(to))
  if (firstWhole >= afterLast) return [{ span: 'day', first: from, last: to }]
  const parts: Part[] = []
  if (from < firstWhole) parts.push({ span: 'day', first: from, last: addDays(firstWhole, -1) })
  parts.push({ span: 'month', first: firstWhole, last: addMonths(afterLast, -1) })
  if (afterLast <= to) parts.push({ span: 'day', first: afterLast, last: to })
  return parts
}

/** Rows of days or of months; those with the weight -1 are taken away again. */
type WeightedPart = { monthly: boolean; first: string; last: string; weight: 1 | -1 }

/** The same with few days: of more than half a month, the whole month is taken and the others are taken from it. */
export function weightedParts(period: Period): WeightedPart[] {
  return partsOf(period).flatMap(({ span, first, last }): WeightedPart[] => {
    if (span === 'month') return [{ monthly: true, first, last, weight: 1 }]
    return monthsOf({ from: first, to: last }).flatMap((month) =>
      daysOfMonth(month, { from: first, to: last }),
    )
  })
}

function daysOfMonth(month: string, within: Period): WeightedPart[] {
  const part = periodOfMonth(month, within)
  if (!part) return []
  const first = firstDayOf(month)
  const last = lastDayOf(month)
  const days = { monthly: false, first: part.from, last: part.to, weight: 1 } as const
  if (2 * (daysBetween(part.from, part.to) + 1) <= daysBetween(first, last) + 1) return [days]
  const rest: WeightedPart[] = [{ monthly: true, first, last: first, weight: 1 }]
  if (first < part.from) rest.push({ monthly: false, first, last: addDays(part.from, -1), weight: -1 })
  if (part.to < last) rest.push({ monthly: false, first: addDays(part.to, 1), last, weight: -1 })
  return rest
}

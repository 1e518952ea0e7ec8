import { addDays } from '@/lib/platform/calendar'
import { addMonths, firstDayOf, lastDayOf, monthOf, type Period } from '@/lib/platform/period'

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

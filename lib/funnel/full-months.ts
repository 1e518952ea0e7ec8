import { addMonths, firstDayOf, lastDayOf, monthOf } from '@/lib/platform/period'

/** The last `count` months that are over by today and begin no later than `to`, oldest first: a line of whole months. */
export function fullMonths(to: string, today: string, count: number): string[] {
  const last = to < today ? to : today
  const whole = lastDayOf(monthOf(last)) < today
  const newest = firstDayOf(monthOf(last))
  return Array.from({ length: count }, (_, index) =>
    monthOf(addMonths(newest, index - count + (whole ? 1 : 0))),
  )
}

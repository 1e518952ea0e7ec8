import { addDays } from '@/lib/platform/calendar'
import { addMonths, firstDayOf, lastDayOf, monthOf, type Period } from '@/lib/platform/period'
import { mondayOf, weekBefore } from '@/lib/promises/measure'
import type { Span } from './letter'

/** The first day of the week or month that this day is in: letters about the one before go out from then on. */
export function beginningOf(span: Span, today: string): string {
  return span === 'week' ? mondayOf(today) : firstDayOf(monthOf(today))
}

/** The days that a letter sent today is about: the whole week or month before. */
export function reportedDays(span: Span, today: string): Period {
  if (span === 'week') return weekBefore(today)
  const month = monthOf(addMonths(firstDayOf(monthOf(today)), -1))
  return { from: firstDayOf(month), to: lastDayOf(month) }
}

/** The first day from `day` on, within a week, on which the company works; null: holidays all through. */
export function firstWorkingDay(day: string, works: (day: string) => boolean): string | null {
  for (let index = 0; index < 7; index++) {
    const one = addDays(day, index)
    if (works(one)) return one
  }
  return null
}

import { WEEKDAYS } from '@/lib/calendars/schema'
import { timeText } from '@/lib/calendars/time-of-day'
import type { Interval } from '@/lib/platform/working-time'

type Weekday = (typeof WEEKDAYS)[number]

/** "09:00–13:00, 14:00–18:00", or the word for closed. */
export function wordHours(day: readonly Interval[], closed: string): string {
  return day.map(([from, to]) => `${timeText(from)}–${timeText(to)}`).join(', ') || closed
}

/** The week in as few lines as it takes: days in a row with the same hours are one. */
export function wordWeek(
  week: readonly (readonly Interval[])[],
  names: (day: Weekday) => string,
  closed: string,
): { days: string; hours: string; open: boolean }[] {
  const lines: { first: Weekday; last: Weekday; hours: string; open: boolean }[] = []
  for (const [index, day] of WEEKDAYS.entries()) {
    const open = week[index] ?? []
    const hours = wordHours(open, closed)
    const before = lines.at(-1)
    if (before?.hours === hours) before.last = day
    else lines.push({ first: day, last: day, hours, open: open.length > 0 })
  }
  return lines.map(({ first, last, hours, open }) => ({
    days: first === last ? names(first) : `${names(first)}–${names(last)}`,
    hours,
    open,
  }))
}

export function minutesAWeek(week: readonly (readonly Interval[])[]): number {
  return week.flat().reduce((sum, [from, to]) => sum + to - from, 0)
}

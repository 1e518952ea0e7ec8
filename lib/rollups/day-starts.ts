import { addDays, startOfDay } from '@/lib/platform/calendar'

/** Days of a zone and the instants at which they begin, ascending. */
export type DayStarts = { days: string[]; starts: string[] }

/**
 * All days of the zone that an instant on one of these days of UTC may lie in, so that the last of them that has begun
 * at the instant is its day: zones are less than a day ahead of or behind UTC.
 */
export function dayStartsFor(utcDays: Iterable<string>, timeZone: string): DayStarts {
  const wanted = new Set<string>()
  for (const day of utcDays) for (const near of [-1, 0, 1]) wanted.add(addDays(day, near))
  const days = [...wanted].sort()
  return { days, starts: days.map((day) => startOfDay(day, timeZone).toISOString()) }
}

/** The same for every day from the first to the last. */
export function dayStartsBetween(first: string, last: string, timeZone: string): DayStarts {
  const days: string[] = []
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day)
  return dayStartsFor(days, timeZone)
}

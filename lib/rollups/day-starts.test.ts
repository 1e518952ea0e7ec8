import { expect, test } from 'vitest'
import { addDays, endOfDay, startOfDay } from '@/lib/platform/calendar'
import { dayStartsBetween, dayStartsFor } from './day-starts'

/** As `dayIn` does in SQL: the last day that has begun. */
function dayOfInstant({ days, starts }: { days: string[]; starts: string[] }, at: Date): string | undefined {
  return days[starts.filter((start) => start <= at.toISOString()).length - 1]
}

test.each([
  // the farthest ahead and behind; clocks back over midnight (00:01 to 23:01); no 30 December at all
  ['Pacific/Kiritimati', '2026-06-30'],
  ['Pacific/Pago_Pago', '2026-06-30'],
  ['America/St_Johns', '2010-11-06'],
  ['Pacific/Apia', '2011-12-31'],
  ['Europe/Berlin', '2026-10-25'],
  ['UTC', '2026-01-01'],
])('of %s around %s tell the day of its first and last moments', (timeZone, day) => {
  for (const near of [addDays(day, -1), day, addDays(day, 1)]) {
    const first = startOfDay(near, timeZone)
    const last = new Date(endOfDay(near, timeZone).getTime() - 1)
    if (last < first) continue
    const utcDays = [first, last].map((at) => at.toISOString().slice(0, 10))
    for (const at of [first, last]) {
      expect(dayOfInstant(dayStartsFor([at.toISOString().slice(0, 10)], timeZone), at)).toBe(near)
      expect(dayOfInstant(dayStartsFor(utcDays, timeZone), at)).toBe(near)
      expect(dayOfInstant(dayStartsBetween(addDays(day, -40), addDays(day, 40), timeZone), at)).toBe(near)
    }
  }
})

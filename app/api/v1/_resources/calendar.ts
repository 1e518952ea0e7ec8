import { z } from 'zod'
import type { CalendarListed, HolidayListed } from '@/lib/calendars/queries'
import { hoursJson, WEEKDAYS, weekJson } from '@/lib/calendars/schema'
import { etagOf } from '@/lib/platform/http/etag'
import type { Reply } from '@/lib/platform/http/route'
import { day, id } from './common'

const openingHours = z
  .array(z.strictObject({ from: z.string(), to: z.string() }))
  .meta({ description: 'wall-clock times HH:MM, in order; none: closed; 24:00 is midnight' })

const [monday, tuesday, wednesday, thursday, friday, saturday, sunday] = WEEKDAYS

export const calendar = z
  .strictObject({
    id: id.meta({ description: '1 is the organisation’s own' }),
    name: z.string().nullable().meta({ description: 'the branch; null for the organisation’s own' }),
    timeZone: z.string(),
    week: z.strictObject({
      [monday]: openingHours,
      [tuesday]: openingHours,
      [wednesday]: openingHours,
      [thursday]: openingHours,
      [friday]: openingHours,
      [saturday]: openingHours,
      [sunday]: openingHours,
    }),
    people: z.int().min(0),
    version: z.int().min(1),
  })
  .meta({ id: 'Calendar' })

export function calendarJson({ id, name, timeZone, week, people, version }: CalendarListed) {
  return { id, name: name || null, timeZone, week: weekJson(week), people, version }
}

export function calendarReply(found: CalendarListed, status = 200): Reply {
  const headers: Record<string, string> = { ETag: etagOf(found.version) }
  if (status === 201) headers.Location = `/api/v1/calendars/${found.id}`
  return { status, body: calendarJson(found), headers }
}

export const holiday = z
  .strictObject({ name: z.string(), from: day, to: day, hours: openingHours })
  .meta({ id: 'Holiday' })

export function holidayJson({ name, from, to, hours }: HolidayListed) {
  return { name, from, to, hours: hoursJson(hours) }
}

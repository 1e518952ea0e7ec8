import { type Database, sql } from '@/lib/platform/db/sql'
import type { Interval, WorkingHours } from '@/lib/platform/working-time'

/** The organisation's own; the others are branches'. */
export const ORGANISATION_CALENDAR = 1

const kept = new Map<number, { stamp: string; hours: WorkingHours }>()

/**
 * When the people of a calendar work. Asked for with each hand-off, so what a calendar holds is kept in this process and
 * only its stamp is read: the row's version and transaction (a restored backup may repeat a version), and the zone.
 */
export async function workingHoursOf(on: Database, calendarId: number): Promise<WorkingHours> {
  const row = await on.one<{ stamp: string; timeZone: string }>(sql`
    select concat_ws(' ', c.version, c.xmin, coalesce(c.time_zone, o.time_zone)) as stamp,
      coalesce(c.time_zone, o.time_zone) as "timeZone"
    from work_calendar c, organisation o where c.id = ${calendarId}`)
  if (!row) throw new Error(`there is no calendar ${calendarId}`)
  const known = kept.get(calendarId)
  if (known?.stamp === row.stamp) return known.hours
  const content = await on.one<{ week: Interval[][]; holidays: [string, Interval[]][] }>(sql`
    select week, coalesce((
      select jsonb_agg(jsonb_build_array(h.day, h.hours)) from holiday h where h.calendar_id = c.id), '[]') as holidays
    from work_calendar c where c.id = ${calendarId}`)
  if (!content) throw new Error(`there is no calendar ${calendarId}`)
  const hours: WorkingHours = {
    timeZone: row.timeZone,
    week: content.week,
    holidays: new Map(content.holidays),
  }
  kept.set(calendarId, { stamp: row.stamp, hours })
  return hours
}

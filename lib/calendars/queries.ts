import type { Actor } from '@/lib/platform/actor'
import { daysBetween } from '@/lib/platform/calendar'
import { encodeCursor } from '@/lib/platform/cursor'
import type { Role } from '@/lib/platform/db/generated/enums'
import { type Database, db, join, type Sql, sql } from '@/lib/platform/db/sql'
import type { Interval, WorkingHours } from '@/lib/platform/working-time'
import { canEnterAbsenceOf } from './policy'
import type { AbsenceCursor } from './schema'

/** The organisation's own; the others are branches'. */
export const ORGANISATION_CALENDAR = 1

const kept = new Map<number, { stamp: string; hours: WorkingHours }>()

/**
 * What tells whether the hours that this process keeps are still those of the calendar: its version, the transaction that
 * wrote it (a restored backup may repeat a version) and its zone. For statements that read a row with its calendar.
 */
export function hoursStamp(calendarId: Sql): Sql {
  return sql`(
    select concat_ws(' ', c.version, c.xmin, coalesce(c.time_zone, o.time_zone))
    from work_calendar c, organisation o where c.id = ${calendarId})`
}

/** When the people of a calendar work. Asked for with each hand-off: read again only when something has changed. */
export async function workingHoursOf(on: Database, calendarId: number): Promise<WorkingHours> {
  const row = await on.one<{ stamp: string | null }>(sql`select ${hoursStamp(sql`${calendarId}`)} as stamp`)
  return workingHoursAt(on, calendarId, row?.stamp ?? null)
}

/** The same for who has the calendar's stamp already. */
export async function workingHoursAt(
  on: Database,
  calendarId: number,
  stamp: string | null,
): Promise<WorkingHours> {
  const known = kept.get(calendarId)
  if (stamp !== null && known?.stamp === stamp) return known.hours
  const content = await on.one<{ week: Interval[][]; holidays: [string, Interval[]][] }>(sql`
    select week, coalesce((
      select jsonb_agg(jsonb_build_array(h.day, h.hours)) from holiday h where h.calendar_id = c.id), '[]') as holidays
    from work_calendar c where c.id = ${calendarId}`)
  if (!content || stamp === null) throw new Error(`there is no calendar ${calendarId}`)
  const timeZone = stamp.slice(stamp.lastIndexOf(' ') + 1)
  const hours: WorkingHours = { timeZone, week: content.week, holidays: new Map(content.holidays) }
  kept.set(calendarId, { stamp, hours })
  return hours
}

/** The same for a screen. */
export function workingHoursFor(_actor: Actor, calendarId: number): Promise<WorkingHours> {
  return workingHoursOf(db, calendarId)
}

export type CalendarListed = {
  id: number
  /** the branch's; empty for the organisation's own */
  name: string
  /** its own; null: the organisation's */
  ownZone: string | null
  timeZone: string
  week: Interval[][]
  version: number
  people: number
}

const CALENDAR = sql`c.id, c.name, c.time_zone as "ownZone", coalesce(c.time_zone, o.time_zone) as "timeZone", c.week,
  c.version, (
    select count(*)::int from person p
    where coalesce(p.calendar_id, ${ORGANISATION_CALENDAR}) = c.id and p.status in ('active', 'invited')) as people`

/** The organisation's hours, then the branches' by name. Everybody sees them. */
export function listCalendars(_actor: Actor): Promise<CalendarListed[]> {
  return db.rows<CalendarListed>(sql`
    select ${CALENDAR} from work_calendar c, organisation o where c.archived_at is null
    order by c.id <> ${ORGANISATION_CALENDAR}, lower(c.name), c.id limit 500`)
}

export function calendarById(_actor: Actor, id: number): Promise<CalendarListed | undefined> {
  return findCalendar(db, id)
}

/** As the transaction sees it. */
export function findCalendar(on: Database, id: number): Promise<CalendarListed | undefined> {
  return on.one<CalendarListed>(sql`
    select ${CALENDAR} from work_calendar c, organisation o where c.id = ${id} and c.archived_at is null`)
}

const HOLIDAYS_SHOWN = 1000

export type HolidayListed = { from: string; to: string; name: string; hours: Interval[] }

/** Days that follow each other with the same name and hours are one entry; from `since` on, in order. */
export async function listHolidays(
  _actor: Actor,
  calendarId: number,
  since: string,
): Promise<HolidayListed[]> {
  const days = await db.rows<{ day: string; name: string; hours: Interval[] }>(sql`
    select day, name, hours from holiday where calendar_id = ${calendarId} and day >= ${since}::date
    order by day limit ${HOLIDAYS_SHOWN}`)
  const entries: HolidayListed[] = []
  for (const { day, name, hours } of days) {
    const last = entries.at(-1)
    const goesOn =
      last &&
      last.name === name &&
      JSON.stringify(last.hours) === JSON.stringify(hours) &&
      daysBetween(last.to, day) === 1
    if (goesOn) last.to = day
    else entries.push({ from: day, to: day, name, hours })
  }
  return entries
}

export type Member = { id: number; name: string; roles: Role[] }

export function listMembers(_actor: Actor, calendarId: number): Promise<Member[]> {
  return db.rows<Member>(sql`
    select id, name, roles::text[] as roles from person
    where coalesce(calendar_id, ${ORGANISATION_CALENDAR}) = ${calendarId} and status in ('active', 'invited')
    order by lower(name), id limit 500`)
}

/** The branch that somebody is put in; null: the organisation. */
export async function branchOf(_actor: Actor, personId: number): Promise<number | null> {
  const row = await db.one<{ calendarId: number | null }>(
    sql`select calendar_id as "calendarId" from person where id = ${personId}`,
  )
  return row?.calendarId ?? null
}

export type AbsenceListed = {
  id: number
  personId: number
  name: string
  email: string | null
  from: string
  to: string
  /** only for the person, their heads and administrators */
  note: string | null
  mayChange: boolean
}

type AbsenceWish = {
  /** both days included */
  from: string
  to: string
  personId?: number
  email?: string
  limit: number
  cursor?: AbsenceCursor
}

/** Who is away between two days, soonest first. Why is between them and whoever may enter it. */
export async function listAbsences(
  actor: Actor,
  { from, to, personId, email, limit, cursor }: AbsenceWish,
): Promise<{ rows: AbsenceListed[]; nextCursor: string | null }> {
  const wanted = [
    sql`a.last_day >= ${from}::date and a.first_day <= ${to}::date`,
    sql`p.status in ('active', 'invited')`,
    ...(personId === undefined ? [] : [sql`p.id = ${personId}`]),
    ...(email === undefined ? [] : [sql`p.email = lower(${email})`]),
    ...(cursor === undefined ? [] : [sql`(a.first_day, a.id) > (${cursor[0]}::date, ${cursor[1]}::int)`]),
  ]
  const rows = await db.rows<AbsenceRow>(sql`
    select ${ABSENCE} where ${join(wanted, ' and ')} order by a.first_day, a.id limit ${limit + 1}`)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    rows: page.map((row) => absenceFor(actor, row)),
    nextCursor: rows.length > limit && last ? encodeCursor([last.from, last.id]) : null,
  }
}

/** As the transaction sees it. */
export async function findAbsence(
  on: Database,
  actor: Actor,
  id: number,
): Promise<AbsenceListed | undefined> {
  const row = await on.one<AbsenceRow>(sql`select ${ABSENCE} where a.id = ${id}`)
  return row && absenceFor(actor, row)
}

type AbsenceRow = Omit<AbsenceListed, 'mayChange'> & { roles: Role[] }

const ABSENCE = sql`a.id, a.person_id as "personId", p.name, p.email, p.roles::text[] as roles, a.first_day as "from",
  a.last_day as "to", a.note from absence a join person p on p.id = a.person_id`

function absenceFor(actor: Actor, { roles, ...row }: AbsenceRow): AbsenceListed {
  const mayChange = canEnterAbsenceOf(actor, { id: row.personId, roles })
  return { ...row, note: mayChange ? row.note : null, mayChange }
}

/** For whom this person may enter absences, themselves first. */
export async function peopleToBeAway(actor: Actor): Promise<{ id: number; name: string }[]> {
  const people = await db.rows<Member>(sql`
    select id, name, roles::text[] as roles from person where status in ('active', 'invited')
    order by id <> ${actor.personId}, lower(name), id limit 1000`)
  return people.filter((person) => canEnterAbsenceOf(actor, person)).map(({ id, name }) => ({ id, name }))
}

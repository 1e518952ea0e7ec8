import type { Actor } from '@/lib/platform/actor'
import { uniqueViolation } from '@/lib/platform/db/errors'
import type { Role } from '@/lib/platform/db/generated/enums'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { fail, type Result, refuse } from '@/lib/platform/result'
import type { Interval } from '@/lib/platform/working-time'
import { canEnterAbsenceOf, canManageCalendars } from './policy'
import {
  type AbsenceListed,
  type CalendarListed,
  findAbsence,
  findCalendar,
  ORGANISATION_CALENDAR,
} from './queries'
import {
  type BranchChoice,
  type CalendarChange,
  daysOf,
  type HolidayDays,
  type NewAbsence,
  type NewCalendar,
  type NewHolidays,
} from './schema'

/** A branch with hours of its own. Its holidays are its own too: it begins with the organisation's, from today on. */
export function createCalendar(actor: Actor, input: NewCalendar): Promise<Result<CalendarListed>> {
  return keepingNames(input.name, () =>
    inTransaction(async (tx) => {
      if (!canManageCalendars(actor)) refuse('FORBIDDEN')
      const made = await tx.one<{ id: number }>(sql`
        insert into work_calendar (name, time_zone, week)
        values (${input.name}, ${input.timeZone ?? null}, ${JSON.stringify(input.week)}::jsonb)
        returning id`)
      if (!made) throw new Error('insert returned no row')
      await tx.run(sql`
        insert into holiday (calendar_id, day, name, hours)
        select ${made.id}, h.day, h.name, h.hours from holiday h, organisation o
        where h.calendar_id = ${ORGANISATION_CALENDAR}
          and h.day >= (${actor.at}::timestamptz at time zone o.time_zone)::date`)
      return view(tx, made.id)
    }),
  )
}

/** From now on: what is due already stays due when it was. STALE_VERSION when somebody else changed it meanwhile. */
export function updateCalendar(actor: Actor, input: CalendarChange): Promise<Result<CalendarListed>> {
  const isOwn = input.calendarId === ORGANISATION_CALENDAR
  return keepingNames(input.name ?? '', () =>
    inTransaction(async (tx) => {
      const calendar = await lockCalendar(tx, actor, input.calendarId)
      if (input.version !== undefined && input.version !== calendar.version) {
        refuse('STALE_VERSION', { version: calendar.version })
      }
      const name = isOwn || input.name === undefined ? sql`name` : sql`${input.name}`
      const zone = isOwn || input.timeZone === undefined ? sql`time_zone` : sql`${input.timeZone}`
      await tx.run(sql`
        update work_calendar set name = ${name}, time_zone = ${zone}, week = ${JSON.stringify(input.week)}::jsonb,
          version = version + 1
        where id = ${calendar.id}`)
      return view(tx, calendar.id)
    }),
  )
}

/** Its people work by the organisation's hours then; the clocks that run by it run on. */
export function archiveCalendar(
  actor: Actor,
  input: { calendarId: number },
): Promise<Result<{ id: number; name: string }>> {
  return inTransaction(async (tx) => {
    if (input.calendarId === ORGANISATION_CALENDAR) refuse('IN_USE')
    const calendar = await lockCalendar(tx, actor, input.calendarId)
    await tx.run(sql`update person set calendar_id = null where calendar_id = ${calendar.id}`)
    await tx.run(sql`
      update work_calendar set archived_at = ${actor.at}::timestamptz, version = version + 1 where id = ${calendar.id}`)
    return { id: calendar.id, name: calendar.name }
  })
}

/** One day or a stretch of days on which the week does not hold. What was entered for a day before is replaced. */
export function addHolidays(actor: Actor, input: NewHolidays): Promise<Result<{ days: number }>> {
  return inTransaction(async (tx) => {
    const calendar = await lockCalendar(tx, actor, input.calendarId)
    const days = daysOf(input)
    await putHolidays(
      tx,
      calendar.id,
      days.map((day) => ({ day, name: input.name, hours: input.hours })),
    )
    return { days: days.length }
  })
}

export type Holiday = { day: string; name: string; hours: readonly Interval[] }

/** Answers what was there, so that it can be put back. */
export function removeHolidays(actor: Actor, input: HolidayDays): Promise<Result<Holiday[]>> {
  return inTransaction(async (tx) => {
    const calendar = await lockCalendar(tx, actor, input.calendarId)
    const removed = await tx.rows<Holiday>(sql`
      delete from holiday where calendar_id = ${calendar.id}
        and day between ${input.from}::date and ${input.to ?? input.from}::date
      returning day, name, hours`)
    if (removed.length === 0) return refuse('NOT_FOUND')
    await changed(tx, calendar.id)
    return removed
  })
}

/** Takes a removal back. */
export function restoreHolidays(
  actor: Actor,
  input: { calendarId: number; holidays: Holiday[] },
): Promise<Result<{ days: number }>> {
  return inTransaction(async (tx) => {
    const calendar = await lockCalendar(tx, actor, input.calendarId)
    await putHolidays(tx, calendar.id, input.holidays)
    return { days: input.holidays.length }
  })
}

async function putHolidays(tx: Tx, calendarId: number, holidays: readonly Holiday[]): Promise<void> {
  await tx.run(sql`
    insert into holiday (calendar_id, day, name, hours)
    select ${calendarId}, h.day, h.name, h.hours
    from jsonb_to_recordset(${JSON.stringify(holidays)}::jsonb) as h(day date, name text, hours jsonb)
    on conflict (calendar_id, day) do update set name = excluded.name, hours = excluded.hours`)
  await changed(tx, calendarId)
}

/** Processes that keep a calendar's hours see by its version that they are no longer these. */
async function changed(tx: Tx, calendarId: number): Promise<void> {
  await tx.run(sql`update work_calendar set version = version + 1 where id = ${calendarId}`)
}

/** Which branch somebody works in; null: the organisation. */
export function chooseBranch(actor: Actor, input: BranchChoice): Promise<Result<{ personId: number }>> {
  return inTransaction(async (tx) => {
    if (!canManageCalendars(actor)) refuse('FORBIDDEN')
    const calendarId = input.calendarId === ORGANISATION_CALENDAR ? null : input.calendarId
    if (calendarId !== null) await lockCalendar(tx, actor, calendarId)
    const changed = await tx.run(sql`
      update person set calendar_id = ${calendarId}::int, updated_at = ${actor.at}::timestamptz
      where id = ${input.personId}`)
    if (changed === 0) return refuse('NOT_FOUND')
    return { personId: input.personId }
  })
}

async function view(tx: Tx, id: number): Promise<CalendarListed> {
  return (await findCalendar(tx, id)) ?? refuse('NOT_FOUND')
}

type Locked = { id: number; version: number; name: string }

async function lockCalendar(tx: Tx, actor: Actor, id: number): Promise<Locked> {
  if (!canManageCalendars(actor)) refuse('FORBIDDEN')
  const calendar = await tx.one<Locked>(sql`
    select id, version, name from work_calendar where id = ${id} and archived_at is null for update`)
  return calendar ?? refuse('NOT_FOUND')
}

async function keepingNames<T>(name: string, work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work()
  } catch (error) {
    if (uniqueViolation(error) !== 'work_calendar_name') throw error
    return fail('ALREADY_EXISTS', { name }, [{ path: 'name', code: 'taken', message: 'is taken already' }])
  }
}

/** Whole days on which somebody is away: routing gives them nothing new. Two absences of a person do not overlap. */
export function addAbsence(actor: Actor, input: NewAbsence): Promise<Result<AbsenceListed>> {
  return inTransaction(async (tx) => {
    const who = input.email
      ? sql`email = lower(${input.email})`
      : sql`id = ${input.personId ?? actor.personId}`
    const person = await tx.one<{ id: number; roles: Role[] }>(sql`
      select id, roles::text[] as roles from person
      where ${who} and status in ('active', 'invited') for update`)
    if (!person) {
      return refuse('UNKNOWN_PERSON', { name: input.email ?? null }, [
        { path: 'person', code: 'unknown_person', message: 'there is no such person' },
      ])
    }
    if (!canEnterAbsenceOf(actor, person)) refuse('FORBIDDEN')
    const last = input.to ?? input.from
    const other = await tx.one(sql`
      select 1 from absence
      where person_id = ${person.id} and first_day <= ${last}::date and last_day >= ${input.from}::date limit 1`)
    if (other) {
      return refuse('INVALID', {}, [
        { path: 'from', code: 'absence_overlaps', message: 'overlaps an absence that is entered already' },
      ])
    }
    const added = await tx.one<{ id: number }>(sql`
      insert into absence (person_id, first_day, last_day, note, created_by_id, created_at)
      values (${person.id}, ${input.from}::date, ${last}::date, ${input.note ?? null}, ${actor.personId},
        ${actor.at}::timestamptz) returning id`)
    return (added && (await findAbsence(tx, actor, added.id))) ?? refuse('NOT_FOUND')
  })
}

export type RemovedAbsence = { personId: number; from: string; to: string; note: string | null }

/** Answers what was there, so that it can be put back. */
export function removeAbsence(actor: Actor, input: { absenceId: number }): Promise<Result<RemovedAbsence>> {
  return inTransaction(async (tx) => {
    const absence = await tx.one<RemovedAbsence & { roles: Role[] }>(sql`
      select a.person_id as "personId", a.first_day as "from", a.last_day as "to", a.note, p.roles::text[] as roles
      from absence a join person p on p.id = a.person_id where a.id = ${input.absenceId} for update of a`)
    if (!absence) return refuse('NOT_FOUND')
    const { roles, ...removed } = absence
    if (!canEnterAbsenceOf(actor, { id: removed.personId, roles })) refuse('FORBIDDEN')
    await tx.run(sql`delete from absence where id = ${input.absenceId}`)
    return removed
  })
}

import { beforeAll, describe, expect, it } from 'vitest'
import {
  addAbsence,
  addHolidays,
  archiveCalendar,
  chooseBranch,
  createCalendar,
  removeAbsence,
  removeHolidays,
  restoreHolidays,
  updateCalendar,
} from '@/lib/calendars/commands'
import {
  calendarById,
  listAbsences,
  listCalendars,
  listHolidays,
  listMembers,
  ORGANISATION_CALENDAR,
  workingHoursFor,
} from '@/lib/calendars/queries'
import { absenceBody, absenceCursor, holidayBody, newHolidaysForm, weekHours } from '@/lib/calendars/schema'
import { handOffLead } from '@/lib/handoffs/commands/offer'
import { handoffById } from '@/lib/handoffs/queries/list'
import type { Actor } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { fieldProblems } from '@/lib/platform/input'
import { must } from '@/lib/platform/result'
import { type Interval, isOpenAt } from '@/lib/platform/working-time'
import { actorWith } from '../support/actors'
import { type Company, leadIn, makePeople } from '../support/life'

const MONDAY = new Date('2026-11-16T10:00:00Z') // 11:00 in Berlin
const OFFICE: Interval[] = [[540, 1080]]
const WEEK = [OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, [], []]

let company: Company
let admin: Actor
let marketer: Actor
let rep: Actor

beforeAll(async () => {
  company = await makePeople(MONDAY)
  ;({ admin, marketer, rep } = company)
})

async function offer(assignee?: Actor) {
  const { leadId } = await leadIn('qualified', company)
  return must(await handOffLead(marketer, { leadId, assignee: assignee?.email }))
}

const version = async (id: number) => (await calendarById(admin, id))?.version ?? 0

describe('working hours', () => {
  it('of the company count from the next handoff on; what is due stays due', async () => {
    const before = await offer()
    expect(before.dueAt).toEqual(new Date('2026-11-17T10:00:00Z'))
    const week = WEEK.map((day) => (day.length > 0 ? ([[600, 1020]] as Interval[]) : [])) // 10 to 17
    const calendarId = ORGANISATION_CALENDAR
    must(await updateCalendar(admin, { calendarId, version: await version(1), week }))
    // 360 minutes are left of Monday, 180 more on Tuesday from ten o'clock.
    expect((await offer()).dueAt).toEqual(new Date('2026-11-17T12:00:00Z'))
    expect((await handoffById(rep, before.id))?.dueAt).toEqual(before.dueAt)
    must(await addHolidays(admin, { calendarId, name: 'Repentance', from: '2026-11-17', hours: [] }))
    expect((await offer()).dueAt).toEqual(new Date('2026-11-18T12:00:00Z'))
    must(await removeHolidays(admin, { calendarId, from: '2026-11-17' }))
    must(await updateCalendar(admin, { calendarId, week: WEEK }))
    expect((await offer()).dueAt).toEqual(before.dueAt)
  })

  it('follow the organisation’s zone, and a branch’s own', async () => {
    const open = async (id: number) => isOpenAt(MONDAY, await workingHoursFor(admin, id))
    expect(await open(ORGANISATION_CALENDAR)).toBe(true)
    const auckland = must(
      await createCalendar(admin, { name: 'Auckland', timeZone: 'Pacific/Auckland', week: WEEK }),
    )
    expect(await open(auckland.id)).toBe(false)
    const here = must(await createCalendar(admin, { name: 'Hamburg', week: WEEK }))
    expect(await open(here.id)).toBe(true)
    await db.run(sql`update organisation set time_zone = 'Asia/Tokyo'`)
    expect(await open(ORGANISATION_CALENDAR)).toBe(false)
    expect(await open(here.id)).toBe(false)
    await db.run(sql`update organisation set time_zone = 'Europe/Berlin'`)
    must(await updateCalendar(admin, { calendarId: auckland.id, timeZone: null, week: WEEK }))
    expect(await open(auckland.id)).toBe(true)
  })

  it('of a branch are those of its people, until it is closed', async () => {
    const york = must(await createCalendar(admin, { name: 'York', timeZone: 'America/New_York', week: WEEK }))
    must(await chooseBranch(admin, { personId: rep.personId, calendarId: york.id }))
    expect((await listMembers(admin, york.id)).map(({ name }) => name)).toEqual(['Rita Rep'])
    // It is five in the morning there.
    const there = await offer(rep)
    expect(there.dueAt).toEqual(new Date('2026-11-16T23:00:00Z'))
    must(await archiveCalendar(admin, { calendarId: york.id }))
    expect((await offer(rep)).dueAt).toEqual(new Date('2026-11-17T10:00:00Z'))
    expect((await handoffById(rep, there.id))?.dueAt).toEqual(there.dueAt)
    expect((await listCalendars(admin)).map(({ name }) => name)).not.toContain('York')
    expect(await calendarById(admin, york.id)).toBeUndefined()
    expect(await chooseBranch(admin, { personId: rep.personId, calendarId: york.id })).toMatchObject({
      failure: { code: 'NOT_FOUND' },
    })
    // Its name is free again; the company's own cannot be closed.
    must(await createCalendar(admin, { name: 'York', week: WEEK }))
    expect(await archiveCalendar(admin, { calendarId: ORGANISATION_CALENDAR })).toMatchObject({
      failure: { code: 'IN_USE' },
    })
  })

  it('are changed by administrators only, and never over somebody else’s change', async () => {
    const change = { calendarId: ORGANISATION_CALENDAR, week: WEEK }
    for (const actor of [marketer, rep, company.head, company.executive]) {
      const forbidden = { failure: { code: 'FORBIDDEN' } }
      expect(await updateCalendar(actor, change)).toMatchObject(forbidden)
      expect(await createCalendar(actor, { name: 'Mine', week: WEEK })).toMatchObject(forbidden)
      expect(
        await addHolidays(actor, { calendarId: 1, name: 'My birthday', from: '2026-12-01', hours: [] }),
      ).toMatchObject(forbidden)
      expect(await chooseBranch(actor, { personId: actor.personId, calendarId: null })).toMatchObject(
        forbidden,
      )
    }
    const seen = await version(1)
    must(await updateCalendar(admin, { ...change, version: seen }))
    expect(await updateCalendar(admin, { ...change, version: seen })).toMatchObject({
      failure: { code: 'STALE_VERSION', params: { version: seen + 1 } },
    })
    expect(await createCalendar(admin, { name: 'HAMBURG', week: WEEK })).toMatchObject({
      failure: { code: 'ALREADY_EXISTS' },
    })
  })

  it('are refused when nobody would ever work, and say which day is wrong', () => {
    const day = [{ from: '09:00', to: '18:00' }]
    const week = {
      monday: day,
      tuesday: day,
      wednesday: day,
      thursday: day,
      friday: day,
      saturday: [],
      sunday: [],
    }
    const problems = (changes: object) => {
      const parsed = weekHours.safeParse({ ...week, ...changes })
      return parsed.success ? [] : fieldProblems(parsed.error).map(({ path, code }) => `${path} ${code}`)
    }
    expect(problems({})).toEqual([])
    expect(weekHours.parse({ ...week, saturday: [{ from: '22:00', to: '00:00' }] })[5]).toEqual([
      [1320, 1440],
    ])
    expect(problems({ friday: [{ from: '18:00', to: '09:00' }] })).toEqual(['friday interval'])
    expect(problems({ friday: [...day, { from: '17:00', to: '19:00' }] })).toEqual(['friday overlap'])
    expect(problems({ friday: [{ from: '9 am', to: '19:00' }] })).toEqual(['friday.0.from time_of_day'])
    const none = Object.fromEntries(Object.keys(week).map((name) => [name, []]))
    expect(problems(none)).toEqual([' empty_week'])
    expect(problems({ ...none, monday: [{ from: '09:00', to: '09:30' }] })).toEqual([' empty_week'])
  })
})

describe('holidays', () => {
  it('are days or stretches of days, closed or shorter, and can be put back', async () => {
    const calendarId = must(await createCalendar(admin, { name: 'Bremen', week: WEEK })).id
    const morning: Interval[] = [[540, 720]]
    must(
      await addHolidays(admin, {
        calendarId,
        name: 'Works holidays',
        from: '2026-12-23',
        to: '2026-12-31',
        hours: [],
      }),
    )
    must(await addHolidays(admin, { calendarId, name: 'Christmas Eve', from: '2026-12-24', hours: morning }))
    const list = () => listHolidays(admin, calendarId, '2026-11-16')
    const entered = await list()
    expect(entered).toEqual([
      { name: 'Works holidays', from: '2026-12-23', to: '2026-12-23', hours: [] },
      { name: 'Christmas Eve', from: '2026-12-24', to: '2026-12-24', hours: morning },
      { name: 'Works holidays', from: '2026-12-25', to: '2026-12-31', hours: [] },
    ])
    const removed = must(await removeHolidays(admin, { calendarId, from: '2026-12-24', to: '2026-12-28' }))
    expect(removed).toHaveLength(5)
    expect(await list()).toHaveLength(2)
    expect(await removeHolidays(admin, { calendarId, from: '2026-12-24' })).toMatchObject({
      failure: { code: 'NOT_FOUND' },
    })
    must(await restoreHolidays(admin, { calendarId, holidays: removed }))
    expect(await list()).toEqual(entered)
  })

  it('a new branch begins with those of the company that are still to come', async () => {
    const calendarId = ORGANISATION_CALENDAR
    must(await addHolidays(admin, { calendarId, name: 'Past', from: '2026-10-03', hours: [] }))
    must(await addHolidays(admin, { calendarId, name: 'To come', from: '2027-01-01', hours: [] }))
    const made = must(await createCalendar(admin, { name: 'Kiel', week: WEEK }))
    expect((await listHolidays(admin, made.id, '2000-01-01')).map(({ name }) => name)).toEqual(['To come'])
  })

  it('refuses days that go backwards or on for more than a year', () => {
    const problems = (days: object) => {
      const parsed = holidayBody.safeParse({ name: 'x', hours: [], ...days })
      return parsed.success ? [] : fieldProblems(parsed.error).map(({ path, code }) => `${path} ${code}`)
    }
    expect(problems({ from: '2026-12-24', to: '2026-12-24' })).toEqual([])
    expect(problems({ from: '2026-12-24', to: '2026-12-23' })).toEqual(['to from_after_to'])
    expect(problems({ from: '2026-01-01', to: '2027-01-02' })).toEqual(['to too_long'])
    const form = { calendarId: 1, name: 'x', from: '2026-12-24', to: '', open: 'open' }
    expect(newHolidaysForm.parse({ ...form, opens: '9', closes: '12.30' }).hours).toEqual([[540, 750]])
    const wrong = newHolidaysForm.safeParse({ ...form, opens: '12', closes: '9' })
    expect(wrong.error && fieldProblems(wrong.error)).toMatchObject([{ path: 'opens', code: 'interval' }])
  })
})

describe('absences', () => {
  const days = { from: '2026-12-01', to: '2026-12-04' }

  it('are entered by oneself, the head of one’s side, or an administrator', async () => {
    const { head, executive, otherRep } = company
    const marketingHead = await actorWith({ roles: ['marketer'], headOf: ['marketing'], at: MONDAY })
    const enter = (actor: Actor, whose: Actor) => addAbsence(actor, { personId: whose.personId, ...days })
    for (const [actor, whose] of [
      [rep, otherRep],
      [executive, rep],
      [marketer, rep],
      [marketingHead, rep],
      [head, marketer],
    ] as const) {
      expect(await enter(actor, whose), actor.name).toMatchObject({ failure: { code: 'FORBIDDEN' } })
    }
    const mine = must(await addAbsence(rep, { ...days, note: 'Surgery' }))
    const second = must(await enter(head, otherRep))
    must(await enter(marketingHead, marketer))
    must(await enter(admin, executive))
    expect(await removeAbsence(marketer, { absenceId: mine.id })).toMatchObject({
      failure: { code: 'FORBIDDEN' },
    })
    must(await removeAbsence(head, { absenceId: second.id }))

    // Everybody sees the days; why is between them and who may enter it.
    const note = async (actor: Actor) =>
      (await listAbsences(actor, { ...days, limit: 100 })).rows.find(({ id }) => id === mine.id)?.note
    expect(await note(rep)).toBe('Surgery')
    expect(await note(head)).toBe('Surgery')
    expect(await note(admin)).toBe('Surgery')
    expect(await note(marketer)).toBeNull()
    expect(await note(otherRep)).toBeNull()
  })

  it('do not overlap, not even when entered twice at once', async () => {
    const person = await actorWith({ roles: ['sales'], at: MONDAY })
    const both = await Promise.all([addAbsence(person, days), addAbsence(person, days)])
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true])
    expect(both.find(({ ok }) => !ok)).toMatchObject({
      failure: { fields: [{ path: 'from', code: 'absence_overlaps' }] },
    })
    must(await addAbsence(person, { from: '2026-12-05' }))
    expect(await addAbsence(person, { from: '2026-11-20', to: '2026-12-01' })).toMatchObject({
      failure: { code: 'INVALID' },
    })
  })

  it('are listed page by page', async () => {
    for (let i = 0; i < 5; i++) {
      must(
        await addAbsence(await actorWith({ roles: ['sales'], at: MONDAY }), {
          from: `2027-03-0${(i % 2) + 1}`,
        }),
      )
    }
    const within = { from: '2027-03-01', to: '2027-03-31', limit: 2 }
    const ids: number[] = []
    let cursor: string | null = null
    do {
      const page = await listAbsences(admin, {
        ...within,
        cursor: cursor === null ? undefined : absenceCursor.parse(cursor),
      })
      ids.push(...page.rows.map(({ id }) => id))
      cursor = page.nextCursor
    } while (cursor)
    const all = await listAbsences(admin, { ...within, limit: 100 })
    expect(ids).toEqual(all.rows.map(({ id }) => id))
    expect(new Set(ids).size).toBe(5)
    expect(absenceBody.safeParse({ from: '2026-12-04', to: '2026-12-01' }).success).toBe(false)
  })
})

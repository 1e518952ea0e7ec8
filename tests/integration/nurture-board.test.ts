import { beforeAll, describe, expect, it } from 'vitest'
import { addHolidays } from '@/lib/calendars/commands'
import { kpis } from '@/lib/funnel/queries/kpis'
import { addActivity, addTouch } from '@/lib/leads/commands/contact'
import { nurtureLead } from '@/lib/leads/commands/other-steps'
import { countLeads, listLeads } from '@/lib/leads/queries/list'
import { AGES } from '@/lib/leads/stages'
import { attachPlan } from '@/lib/nurture/commands/attach'
import { createPlan } from '@/lib/nurture/commands/plans'
import { remindOfNurture } from '@/lib/nurture/commands/remind'
import { nurtureBoard, type Place } from '@/lib/nurture/queries/board'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { type Company, makePeople, newLead } from '../support/life'

// A Monday morning in the company's zone, Berlin.
const NOW = new Date('2026-11-16T09:00:00Z')

let company: Company
beforeAll(async () => {
  company = await makePeople(NOW)
})

/** A lead in nurture whose last contact was then; it wakes far in the future. */
async function quietSince(owner: Actor, at: string, more: { channelId?: number; wakeOn?: string } = {}) {
  const { wakeOn = '2030-01-01' } = more
  const row = await db.one<{ id: number }>(sql`
    insert into lead (status, external_id, display_name, sort_name, owner_id, created_at, updated_at, status_since,
      last_contact_at, nurture_wake_on, nurture_next_step)
    values ('nurture', gen_random_uuid(), 'Quiet', 'quiet', ${owner.personId}, ${at}::timestamptz, ${at}::timestamptz,
      ${at}::timestamptz, ${at}::timestamptz, ${wakeOn}::date, 'Ask') returning id`)
  return row?.id ?? 0
}

describe('the board', () => {
  // the days of the company: a month ago is 16 October, whose last moment is 22:00 UTC in summer time
  const MOMENTS = [
    ['2026-11-16T08:00:00Z', '0'],
    ['2026-10-16T22:00:00Z', '0'],
    ['2026-10-16T21:59:59.999Z', '1'],
    ['2026-08-16T22:00:00Z', '1'],
    ['2026-08-16T21:59:59.999Z', '3'],
    ['2026-05-16T22:00:00Z', '3'],
    ['2026-05-16T21:59:59.999Z', '6'],
    ['2025-11-16T23:00:00Z', '6'],
    ['2025-11-16T22:59:59.999Z', '12'],
    ['2020-01-01T00:00:00Z', '12'],
  ] as const

  it('puts each lead into the column of its age, in the days of the company', async () => {
    const owner = await actorWith({ roles: ['marketer'], at: NOW })
    const made = new Map<number, string>()
    for (const [at, age] of MOMENTS) made.set(await quietSince(owner, at), age)
    const columns = await nurtureBoard(owner, { filters: { owner: 'me' }, limit: 20 })
    const found = new Map(columns.flatMap(({ age, cards }) => cards.map(({ id }) => [id, age])))
    expect(found).toEqual(made)
  })

  it('counts what the lists behind it hold, what the KPIs count, and every lead once', async () => {
    for (const filters of [{}, { owner: 'me' }, { grade: ['none' as const] }, { channel: 'none' }]) {
      const columns = await nurtureBoard(company.marketer, { filters, limit: 1 })
      for (const { age, count } of columns) {
        const list = await countLeads(company.marketer, { ...filters, age }, { exact: true })
        expect(list.count, age).toBe(count)
      }
      const all = await countLeads(company.marketer, { ...filters, status: ['nurture'] }, { exact: true })
      expect(columns.reduce((sum, { count }) => sum + count, 0)).toBe(all.count)
      const quiet = (months: '6' | '12') =>
        countLeads(company.marketer, { ...filters, quiet: months }, { exact: true })
      const [, , , six, twelve] = columns.map(({ count }) => count)
      expect((await quiet('6')).count).toBe((six ?? 0) + (twelve ?? 0))
      expect((await quiet('12')).count).toBe(twelve)
    }
    const columns = await nurtureBoard(company.executive, { filters: {}, limit: 1 })
    const counted = await kpis(company.executive, { from: '2026-01-01', to: '2026-12-31' })
    const value = (id: string) => Number(counted.data.find((kpi) => kpi.id === id)?.value)
    expect(value('forgotten6')).toBe((columns[3]?.count ?? 0) + (columns[4]?.count ?? 0))
    expect(value('forgotten12')).toBe(columns[4]?.count)
    expect(value('forgotten12')).toBeGreaterThan(0)
  })

  it('moves a lead by a touch and by a call, and not by a note or a task', async () => {
    const owner = await actorWith({ roles: ['marketer'], at: NOW })
    const leadId = await quietSince(owner, '2026-01-01T00:00:00Z')
    const column = async () =>
      (await nurtureBoard(owner, { filters: { owner: 'me' }, limit: 5 })).find(({ count }) => count > 0)?.age
    expect(await column()).toBe('6')
    must(await addActivity(owner, { leadId, kind: 'note', text: 'x' }))
    must(await addActivity(owner, { leadId, kind: 'task', text: 'x' }))
    expect(await column()).toBe('6')
    must(await addTouch(owner, { leadId, kind: 'visit', at: new Date('2026-07-01T00:00:00Z') }))
    expect(await column()).toBe('3')
    must(await addActivity(owner, { leadId, kind: 'call', text: 'x' }))
    expect(await column()).toBe('0')
  })

  it('pages each column by place, so that every lead is seen once though some share a moment', async () => {
    const owner = await actorWith({ roles: ['marketer'], at: NOW })
    const ids: number[] = []
    for (let n = 0; n < 7; n++)
      ids.push(await quietSince(owner, n < 4 ? '2026-02-01T00:00:00Z' : '2026-03-01T00:00:00Z'))
    const seen: number[] = []
    let place: Place | undefined
    do {
      const columns = await nurtureBoard(owner, {
        filters: { owner: 'me' },
        places: place ? { '6': place } : {},
        limit: 3,
      })
      const column = columns.find(({ age }) => age === '6')
      expect(column?.count).toBe(7)
      seen.push(...(column?.cards.map(({ id }) => id) ?? []))
      place = column?.next ?? undefined
    } while (place)
    expect(seen).toEqual(ids)
    const list = must(await listLeads(owner, { filters: { age: '6', owner: 'me' }, sort: 'lastContactAt' }))
    expect(list.rows.map(({ id }) => id)).toEqual(ids)
  })

  it('has a column for every age, empty ones too, and none for a channel that nobody knows', async () => {
    const columns = await nurtureBoard(company.marketer, { filters: { channel: 'Nowhere' }, limit: 5 })
    expect(columns).toEqual(AGES.map((age) => ({ age, count: 0, cards: [], next: null })))
  })
})

describe('what a marketer is told', () => {
  const told = (person: Actor) =>
    db.rows<{ kind: string; data: Record<string, unknown> }>(sql`
      select kind, data from notice where person_id = ${person.personId} order by id`)
  const forget = () => db.run(sql`with gone as (delete from nurture_reminder returning 1) delete from notice`)

  it('is each lead that woke by its day, once, on the morning of a working day', async () => {
    await forget()
    const owner = await actorWith({ roles: ['marketer'], at: NOW })
    const friday = await quietSince(owner, '2026-11-01T00:00:00Z', { wakeOn: '2026-11-20' })
    const sunday = await quietSince(owner, '2026-11-01T00:00:00Z', { wakeOn: '2026-11-22' })
    await quietSince(owner, '2026-11-01T00:00:00Z', { wakeOn: '2026-11-24' })
    const woken = async () => (await told(owner)).filter(({ kind }) => kind === 'lead_woke').length
    await remindOfNurture(new Date('2026-11-19T09:00:00Z'))
    expect(await woken()).toBe(0)
    await remindOfNurture(new Date('2026-11-20T06:30:00Z')) // 7:30: nobody works
    expect(await woken()).toBe(0)
    // several workers, and again later that day
    await Promise.all([1, 2, 3].map(() => remindOfNurture(new Date('2026-11-20T08:05:00Z'))))
    await remindOfNurture(new Date('2026-11-20T15:00:00Z'))
    expect(await woken()).toBe(1)
    await remindOfNurture(new Date('2026-11-21T09:00:00Z')) // Saturday
    await remindOfNurture(new Date('2026-11-22T09:00:00Z'))
    expect(await woken()).toBe(1)
    await remindOfNurture(new Date('2026-11-23T08:00:00Z'))
    expect(await woken()).toBe(2)
    const leads = await db.rows<{ id: number }>(sql`
      select lead_id as id from notice where person_id = ${owner.personId} and kind = 'lead_woke' order by id`)
    expect(leads.map(({ id }) => id)).toEqual([friday, sunday])
  })

  it('is everything since, after an outage of days, and how many where they are many', async () => {
    await forget()
    const owner = await actorWith({ roles: ['marketer'], at: NOW })
    await remindOfNurture(new Date('2026-11-17T08:00:00Z'))
    for (let day = 18; day <= 25; day++)
      await quietSince(owner, '2026-11-01T00:00:00Z', { wakeOn: `2026-11-${day}` })
    await remindOfNurture(new Date('2026-11-26T08:00:00Z'))
    expect((await told(owner)).filter(({ kind }) => kind === 'leads_woke')).toEqual([
      { kind: 'leads_woke', data: { count: 8, why: 'day' } },
    ])
  })

  it('is not a lead that was sent to sleep only until today', async () => {
    await forget()
    const owner = await actorWith({ roles: ['marketer'], at: NOW })
    const leadId = await newLead(actorAt(owner, new Date('2026-11-17T07:00:00Z')))
    const early = actorAt(owner, new Date('2026-11-17T07:30:00Z'))
    must(await nurtureLead(early, { leadId, wakeAt: '2026-11-17', nextStep: 'Today' }))
    await remindOfNurture(new Date('2026-11-17T09:00:00Z'))
    expect(await told(owner)).toEqual([])
  })

  it('is the number of touches that are due, once each working morning and never on a holiday', async () => {
    await forget()
    const owner = await actorWith({ roles: ['marketer'], at: NOW })
    const plan = { name: 'Reminded', steps: [{ afterDays: 0, kind: 'call' as const, text: 'Call' }] }
    const planId = must(await createPlan(owner, plan)).id
    for (let n = 0; n < 3; n++) {
      const leadId = await quietSince(owner, '2026-11-01T00:00:00Z')
      must(await attachPlan(owner, { leadId, planId }))
    }
    const due = async () => (await told(owner)).filter(({ kind }) => kind === 'nurture_steps')
    await remindOfNurture(new Date('2026-11-16T10:00:00Z'))
    await remindOfNurture(new Date('2026-11-16T11:00:00Z'))
    expect(await due()).toEqual([{ kind: 'nurture_steps', data: { count: 3 } }])
    const holiday = { calendarId: 1, from: '2026-11-17', to: '2026-11-17', name: 'Closed', hours: [] }
    must(await addHolidays(company.admin, holiday))
    await remindOfNurture(new Date('2026-11-17T10:00:00Z'))
    expect(await due()).toHaveLength(1)
    await remindOfNurture(new Date('2026-11-18T10:00:00Z'))
    expect(await due()).toHaveLength(2)
  })

  it('is, each week, what crossed 6 and 12 months: each lead once for each, over two years of weeks', async () => {
    await forget()
    const owner = await actorWith({ roles: ['marketer'], at: NOW })
    const silent = 40
    // spread over a year of last contacts, month ends among them
    for (let n = 0; n < silent; n++) {
      const at = new Date(Date.UTC(2026, 7, 20 + n * 9, 12))
      await quietSince(owner, at.toISOString())
    }
    for (let week = 0; week < 130; week++) {
      if (week % 17 === 5) continue // an outage of a week
      const day = 16 + week * 7 + (week % 4)
      await remindOfNurture(new Date(Date.UTC(2026, 10, day, 9)))
    }
    const counted = (await told(owner))
      .filter(({ kind }) => kind === 'nurture_quiet')
      .reduce<Record<string, number>>((sum, { data }) => {
        const months = String(data.months)
        return Object.assign(sum, { [months]: (sum[months] ?? 0) + Number(data.count) })
      }, {})
    expect(counted).toEqual({ 6: silent, 12: silent })
  })
})

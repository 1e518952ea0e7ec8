import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { beforeAll, describe, expect, it } from 'vitest'
import { addAbsence } from '@/lib/calendars/commands'
import { acceptHandoff } from '@/lib/handoffs/commands/accept'
import { ringDueAlarms } from '@/lib/handoffs/commands/alarms'
import { handOffLead } from '@/lib/handoffs/commands/offer'
import { answerHandoff, askAboutHandoff } from '@/lib/handoffs/commands/question'
import { handoffById } from '@/lib/handoffs/queries/list'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { type Company, eventTypes, inOrder, leadIn, makePeople } from '../support/life'

// A Monday, 11:00 in Berlin; nine to six is a working day there.
const MONDAY = new Date('2026-11-16T10:00:00Z')
const berlin = (text: string) => new Date(`2026-11-${text}+01:00`)

let company: Company
let marketer: Actor
let rep: Actor

async function freshCompany() {
  company = await makePeople(MONDAY)
  ;({ marketer, rep } = company)
  await actorWith({ roles: ['marketer'], headOf: ['marketing'], name: 'Moni Head', at: MONDAY })
}

async function offered(assignee: Actor | null, at = MONDAY): Promise<{ leadId: number; handoffId: number }> {
  const { leadId } = await leadIn('qualified', company)
  const by = actorAt(marketer, at)
  const handoff = must(await handOffLead(by, { leadId, assignee: assignee?.email }))
  return { leadId, handoffId: handoff.id }
}

const isAlarm = sql`n.kind = any (enum_range(null::handoff_alarm)::text[])`

/** Who was told what about a handoff by alarms, in order. */
async function told(handoffId: number): Promise<string[]> {
  const rows = await db.rows<{ line: string }>(sql`
    select n.kind || ' to ' || p.name as line from notice n join person p on p.id = n.person_id
    where n.handoff_id = ${handoffId} and ${isAlarm} order by n.id`)
  return rows.map(({ line }) => line)
}

async function alarmOf(handoffId: number): Promise<string | null> {
  const row = await db.one<{ alarm: string | null }>(sql`select alarm from handoff where id = ${handoffId}`)
  return row?.alarm ?? null
}

describe('alarms', () => {
  beforeAll(freshCompany)

  it('remind the rep, then the head, then give the handoff back to everybody', async () => {
    const { leadId, handoffId } = await offered(rep)
    const ringing: [string, string[]][] = [
      ['16T15:29', []],
      ['16T15:30', ['verdict_half to Rita Rep']],
      ['16T17:59', []],
      ['17T10:59', []],
      ['17T11:00', ['verdict_due to Rita Rep']],
      ['17T12:05', ['verdict_head to Hedda Head']],
      ['18T10:59', []],
      ['18T11:00', ['verdict_expired to Hedda Head', 'verdict_expired to Rita Rep']],
      ['19T11:00', []],
      ['30T11:00', []],
    ]
    let before: string[] = []
    for (const [at, expected] of ringing) {
      await ringDueAlarms(berlin(at))
      const now = await told(handoffId)
      expect(now.slice(before.length).sort(), at).toEqual(expected)
      before = now
    }
    expect(await handoffById(actorAt(rep, berlin('18T12:00')), handoffId)).toMatchObject({
      state: 'pending',
      assignee: null,
      overdue: true,
      dueAt: berlin('17T11:00'),
    })
    expect((await eventTypes(leadId)).at(-1)).toBe('expired')
    const row = await db.one(sql`select routed_by, alarm, alarm_at from handoff where id = ${handoffId}`)
    expect(row).toEqual({ routed_by: 'expired', alarm: null, alarm_at: null })
    // Another rep can take it now.
    must(await acceptHandoff(actorAt(company.otherRep, berlin('18T12:00')), { handoffId }))
  })

  it('tell only the heads of what is offered to everybody', async () => {
    const { leadId, handoffId } = await offered(null)
    for (const at of ['16T15:30', '17T11:00', '17T12:00', '18T11:00']) await ringDueAlarms(berlin(at))
    expect(await told(handoffId)).toEqual(['verdict_due to Hedda Head', 'verdict_expired to Hedda Head'])
    expect(await eventTypes(leadId)).not.toContain('expired') // nothing was taken from anybody
    expect(await alarmOf(handoffId)).toBeNull()
  })

  it('do not ring at night, on a weekend or on a holiday; after an outage they come in order, without the pointless', async () => {
    const friday = await offered(rep, berlin('20T12:00')) // due on Monday at 12:00
    const earlier = await offered(rep, berlin('20T11:00'))
    await db.run(sql`insert into holiday (calendar_id, day, name) values (1, '2026-11-24', 'A day off')`)
    await db.run(sql`update work_calendar set version = version + 1 where id = 1`)
    // The worker is away from Friday until Monday night.
    for (const night of [
      '20T18:00',
      '22T12:00',
      '23T18:00',
      '23T23:59',
      '24T03:00',
      '24T11:00',
      '25T08:59',
    ]) {
      expect(await ringDueAlarms(berlin(night)), night).toBe(0)
    }
    await ringDueAlarms(berlin('25T09:00'))
    // Half time is pointless by now; due and head are told, though not the return (its time comes on the 25th at 12:00).
    const expected = ['verdict_due to Rita Rep', 'verdict_head to Hedda Head']
    expect(await told(friday.handoffId)).toEqual(expected)
    expect(await told(earlier.handoffId)).toEqual(expected)
    const order = await db.rows<{ handoff: number }>(sql`
      select n.handoff_id as handoff from notice n
      where n.handoff_id in (${friday.handoffId}, ${earlier.handoffId}) and ${isAlarm} order by n.id`)
    // due 11:00, due 12:00, head 12:00 (of the earlier one, whose id is higher), head 13:00
    expect(order.map(({ handoff }) => handoff)).toEqual([
      earlier.handoffId,
      friday.handoffId,
      earlier.handoffId,
      friday.handoffId,
    ])
    await ringDueAlarms(berlin('25T12:00'))
    expect((await told(friday.handoffId)).slice(2).sort()).toEqual([
      'verdict_expired to Hedda Head',
      'verdict_expired to Rita Rep',
    ])
    const late = await offered(rep, berlin('25T10:00'))
    await ringDueAlarms(berlin('30T17:00')) // everything of it is due by now
    expect((await told(late.handoffId)).sort()).toEqual([
      'verdict_expired to Hedda Head',
      'verdict_expired to Rita Rep',
    ])
  })

  it('are marketing’s while a question waits, and sales’ again after the answer', async () => {
    const monday = new Date('2026-12-07T10:00:00Z')
    const december = (text: string) => new Date(`2026-12-${text}+01:00`)
    const { handoffId } = await offered(rep, monday)
    const asking = { handoffId, question: 'How many?' }
    must(await askAboutHandoff(actorAt(rep, december('07T12:00')), asking))
    expect(await alarmOf(handoffId)).toBe('answer_half')
    for (const at of ['07T16:30', '08T11:30', '08T12:00', '08T13:00', '10T12:00'])
      await ringDueAlarms(december(at))
    expect(await told(handoffId)).toEqual([
      'answer_half to Mara Keter',
      'answer_due to Mara Keter',
      'answer_head to Moni Head',
    ])
    must(await answerHandoff(actorAt(marketer, december('10T13:00')), { handoffId, text: 'Two' }))
    expect(await alarmOf(handoffId)).toBe('verdict_half')
    await ringDueAlarms(december('10T16:30'))
    await ringDueAlarms(december('11T12:00'))
    expect((await told(handoffId)).slice(3)).toEqual(['verdict_half to Rita Rep', 'verdict_due to Rita Rep'])
    must(await acceptHandoff(actorAt(rep, december('11T13:00')), { handoffId }))
    await ringDueAlarms(december('21T12:00'))
    expect(await told(handoffId)).toHaveLength(5)
    expect(await alarmOf(handoffId)).toBeNull()
  })

  it('follow the hours of the branch', async () => {
    const made = await db.one<{ id: number }>(sql`
      insert into work_calendar (name, time_zone, week)
      values ('Kolkata', 'Asia/Kolkata', '[[[540,1080]],[[540,1080]],[[540,1080]],[[540,1080]],[[540,1080]],[],[]]') returning id`)
    const indian = await actorWith({ roles: ['sales'], name: 'Indira Rep', at: MONDAY })
    await db.run(sql`update person set calendar_id = ${made?.id} where id = ${indian.personId}`)
    // Monday 11:00 in Berlin is 15:30 there: due on Tuesday at 15:30 of theirs, 11:00 of ours.
    const { handoffId } = await offered(indian, new Date('2026-12-14T10:00:00Z'))
    const handoff = await handoffById(rep, handoffId)
    expect(handoff?.dueAt).toEqual(new Date('2026-12-15T10:00:00Z'))
    await ringDueAlarms(new Date('2026-12-15T03:29:00Z')) // 8:59 there
    expect(await told(handoffId)).toEqual([])
    await ringDueAlarms(new Date('2026-12-15T05:30:00Z')) // 11:00 there, 6:30 here
    expect(await told(handoffId)).toEqual(['verdict_half to Indira Rep'])
  })

  it('that fail hold up no others', async () => {
    const at = new Date('2026-12-28T10:00:00Z')
    const broken = await offered(rep, at)
    const fine = await offered(rep, at)
    await db.run(sql`update handoff set definition_version = 99 where id = ${broken.handoffId}`)
    await expect(ringDueAlarms(new Date('2026-12-29T10:00:00Z'))).rejects.toThrow('1 handoffs')
    expect(await told(fine.handoffId)).toEqual(['verdict_due to Rita Rep'])
    await db.run(sql`update handoff set definition_version = 1 where id = ${broken.handoffId}`)
    await ringDueAlarms(new Date('2026-12-29T10:01:00Z'))
    expect(await told(broken.handoffId)).toEqual(['verdict_due to Rita Rep'])
  })

  it('of people who are away today go to the heads', async () => {
    const away = await actorWith({ roles: ['sales'], name: 'Abel Away', at: MONDAY })
    const back = await actorWith({ roles: ['sales'], name: 'Berta Back', at: MONDAY })
    must(await addAbsence(away, { from: '2027-01-12', to: '2027-01-15' }))
    must(await addAbsence(back, { from: '2027-01-11' }))
    const at = new Date('2027-01-11T10:00:00Z')
    const [first, second] = [await offered(away, at), await offered(back, at)]
    await ringDueAlarms(new Date('2027-01-12T11:00:00Z'))
    expect(await told(first.handoffId)).toEqual(['verdict_due to Hedda Head'])
    expect(await told(second.handoffId)).toEqual(['verdict_due to Berta Back', 'verdict_head to Hedda Head'])
  })

  it('of people who have left go to the heads', async () => {
    const at = new Date('2027-01-04T10:00:00Z')
    const leaver = await actorWith({ roles: ['sales'], name: 'Lena Leaver', at: MONDAY })
    const { handoffId } = await offered(leaver, at)
    await db.run(sql`update person set status = 'disabled' where id = ${leaver.personId}`)
    await ringDueAlarms(new Date('2027-01-05T10:00:00Z'))
    expect(await told(handoffId)).toEqual(['verdict_due to Hedda Head'])
  })
})

describe('at the same moment', () => {
  it('as an acceptance: whichever is first wins, and the other sees it', async () => {
    const at = berlin('18T11:00')
    const first = await offered(rep)
    await inOrder<unknown>(first.leadId, [
      () => acceptHandoff(actorAt(rep, at), { handoffId: first.handoffId }),
      () => ringDueAlarms(at),
    ])
    expect(await eventTypes(first.leadId)).not.toContain('expired')
    expect(await told(first.handoffId)).toEqual([])
    expect(await handoffById(rep, first.handoffId)).toMatchObject({ state: 'accepted' })

    const second = await offered(rep)
    await ringDueAlarms(berlin('17T12:00'))
    const [, verdict] = await inOrder<unknown>(second.leadId, [
      () => ringDueAlarms(at),
      () => acceptHandoff(actorAt(rep, at), { handoffId: second.handoffId }),
    ])
    // It went back to the open queue first: then its rep may still take it there, like everybody.
    expect(verdict).toMatchObject({ ok: true })
    expect((await eventTypes(second.leadId)).slice(-2)).toEqual(['expired', 'accepted'])
    expect((await told(second.handoffId)).slice(2).sort()).toEqual([
      'verdict_expired to Hedda Head',
      'verdict_expired to Rita Rep',
    ])
    expect(await alarmOf(second.handoffId)).toBeNull()
  })

  it('eight workers ring each alarm once', async () => {
    const ids: number[] = []
    for (let i = 0; i < 40; i++) ids.push((await offered(rep)).handoffId)
    const at = berlin('17T12:00')
    await Promise.all(Array.from({ length: 8 }, () => ringDueAlarms(at)))
    for (const id of ids)
      expect(await told(id)).toEqual(['verdict_due to Rita Rep', 'verdict_head to Hedda Head'])
    const back = berlin('18T11:00')
    await Promise.all(Array.from({ length: 8 }, () => ringDueAlarms(back)))
    const expired = await db.one<{ count: number }>(sql`
      select count(*)::int as count from lead_event e join handoff h on h.lead_id = e.lead_id
      where e.type = 'expired' and h.id = any (${ids}::int[])`)
    expect(expired?.count).toBe(ids.length)
  })
})

describe('a worker that is killed', () => {
  it('leaves nothing half done, and the next one rings the rest once', async () => {
    const ids: number[] = []
    for (let i = 0; i < 120; i++) ids.push((await offered(rep)).handoffId)
    const at = berlin('18T11:00') // all of them go back to the open queue
    for (const rung of [1, 30, 60]) {
      const worker = start(at)
      while ((await expiredOf(ids)) < rung && worker.exitCode === null) {
        // asking takes its time: no need to sleep
      }
      worker.kill('SIGKILL')
      await once(worker, 'exit')
    }
    const sofar = await expiredOf(ids)
    expect(sofar).toBeGreaterThanOrEqual(60)
    expect(sofar).toBeLessThan(ids.length)
    const last = start(at)
    const [code] = await once(last, 'exit')
    expect(code).toBe(0)
    for (const id of ids) {
      expect((await told(id)).sort()).toEqual([
        'verdict_expired to Hedda Head',
        'verdict_expired to Rita Rep',
      ])
    }
    const rows = await db.one(sql`
      select count(*)::int as events, count(distinct e.lead_id)::int as leads,
        bool_and(h.assignee_id is null and h.alarm is null and l.version = 4) as whole
      from handoff h join lead l on l.id = h.lead_id join lead_event e on e.lead_id = l.id and e.type = 'expired'
      where h.id = any (${ids}::int[])`)
    expect(rows).toEqual({ events: ids.length, leads: ids.length, whole: true })
  })
})

function start(at: Date): ChildProcess {
  const script = new URL('../support/ring-alarms.ts', import.meta.url).pathname
  return spawn(process.execPath, ['--import', 'tsx', script, at.toISOString()], {
    stdio: 'inherit',
    env: process.env,
  })
}

async function expiredOf(ids: number[]): Promise<number> {
  const row = await db.one<{ count: number }>(
    sql`select count(*)::int as count from handoff where id = any (${ids}::int[]) and routed_by = 'expired'`,
  )
  return row?.count ?? 0
}

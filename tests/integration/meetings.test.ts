import { beforeAll, describe, expect, it } from 'vitest'
import { kpis } from '@/lib/funnel/queries/kpis'
import { acceptHandoff } from '@/lib/handoffs/commands/accept'
import { handOffLead } from '@/lib/handoffs/commands/offer'
import { rejectHandoff } from '@/lib/handoffs/commands/reject'
import { countedHandoffs } from '@/lib/handoffs/queries/counted'
import { qualifyLead } from '@/lib/leads/commands/qualify'
import { carryDecision, editDecision, noteDecision, settleDecision } from '@/lib/meetings/commands/decisions'
import { cancelMeeting, closeMeeting, openMeeting } from '@/lib/meetings/commands/meetings'
import { remindOfDecisions } from '@/lib/meetings/commands/remind'
import { countDecisionsDue, listDecisions } from '@/lib/meetings/queries/decisions'
import { listMeetings, meetingById } from '@/lib/meetings/queries/meetings'
import { newDecision } from '@/lib/meetings/schema'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { must, type Result } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { type Company, HOT, makePeople, newLead } from '../support/life'

/** Mondays of March 2026 in Berlin. */
const at = (day: number, time = '10:00') =>
  new Date(`2026-03-${String(day).padStart(2, '0')}T${time}:00+01:00`)
const by = (actor: Actor, when: Date) => actorAt(actor, when)

let company: Company
let other: Actor

async function offered(when: Date, assignee?: Actor): Promise<number> {
  const leadId = await newLead(by(company.marketer, when))
  must(await qualifyLead(by(company.marketer, when), { leadId, ...HOT }))
  return must(await handOffLead(by(company.marketer, when), { leadId, assignee: assignee?.email ?? null })).id
}

const decide = (actor: Actor, meetingId: number, more: Partial<Record<string, unknown>> = {}) =>
  noteDecision(
    actor,
    newDecision.parse({
      meetingId,
      topic: 'promises',
      text: 'Take from the queue twice a day.',
      owner: company.rep.personId,
      dueOn: '2026-03-13',
      ...more,
    }),
  )

const code = <T>(result: Result<T>) => (result.ok ? 'ok' : result.failure.code)
const theMeeting = async (actor: Actor, id: number) => {
  const meeting = await meetingById(actor, id)
  if (!meeting) throw new Error('no such meeting')
  return meeting
}

beforeAll(async () => {
  company = await makePeople(at(1))
  other = await actorWith({ roles: ['executive'], name: 'Elsa Executive' })
  await db.run(sql`update person set created_at = ${at(1)}::timestamptz`)
  const { rep, otherRep } = company
  const kept = await offered(at(2, '09:00'))
  must(await acceptHandoff(by(rep, at(2, '12:00')), { handoffId: kept }))
  // nobody decides in time: one is Otto's, one is nobody's
  await offered(at(3, '09:00'), otherRep)
  await offered(at(3, '09:00'))
  const rejected = await offered(at(4))
  must(await rejectHandoff(by(rep, at(4, '11:00')), { handoffId: rejected, reason: 'no_need' }))
}, 60_000)

let first: number
let second: number

describe('the first meeting', () => {
  it('is opened by a head or an executive, once at a time', async () => {
    for (const one of [company.marketer, company.rep, company.admin])
      expect(code(await openMeeting(by(one, at(9))))).toBe('FORBIDDEN')
    const both = await Promise.all([
      openMeeting(by(company.head, at(9))),
      openMeeting(by(company.executive, at(9))),
    ])
    expect(both.map(code).sort()).toEqual(['MEETING_OPEN', 'ok'])
    first = both.flatMap((result) => (result.ok ? [result.value.id] : []))[0] ?? 0
    const refused = both.find((result) => !result.ok)
    expect(refused && !refused.ok && refused.failure.params).toMatchObject({ id: first })
  })

  it('has the numbers of the screens that it leads to', async () => {
    const { agenda } = await theMeeting(by(company.head, at(9)), first)
    expect(agenda.period).toEqual({ from: '2026-03-02', to: '2026-03-08' })
    expect(agenda.promises.sales).toEqual({ due: 4, broken: 2 })
    for (const side of ['sales', 'marketing'] as const) {
      const set = side === 'sales' ? 'broken' : 'answerBroken'
      const { total } = await countedHandoffs(by(company.rep, at(9)), {
        ...agenda.period,
        set,
        after: null,
      })
      expect(agenda.promises[side].broken, side).toBe(total)
    }
    expect(agenda.rejections).toMatchObject({ decided: 2, rejected: 1 })
    expect(agenda.rejections.reasons[0]).toMatchObject({ nameEn: 'No need', count: 1 })
    const { data } = await kpis(by(company.head, at(9)), agenda.compared.now)
    expect(agenda.nurture.forgotten6).toBe(data.find(({ id }) => id === 'forgotten6')?.value)
    // a handful of handoffs proves nothing
    expect(agenda.changes.sure).toEqual([])
    expect(agenda.changes.tooFew).toBeGreaterThan(0)
  })

  it('tells who broke what to heads and executives, and to the others their own row', async () => {
    const people = async (actor: Actor) =>
      (await theMeeting(by(actor, at(9)), first)).agenda.promises.people.map(({ name }) => name)
    expect((await people(company.executive)).sort()).toEqual([null, 'Otto Other'].sort())
    expect(await people(company.otherRep)).toEqual(['Otto Other'])
    expect(await people(company.marketer)).toEqual([])
  })

  it('notes decisions of those who lead it, for people who are here, not for yesterday', async () => {
    expect(code(await decide(by(company.rep, at(9)), first))).toBe('FORBIDDEN')
    expect(code(await decide(by(company.head, at(9)), first, { owner: 'nobody@example.com' }))).toBe(
      'UNKNOWN_PERSON',
    )
    expect(code(await decide(by(company.head, at(9)), first, { dueOn: '2026-03-08' }))).toBe('INVALID')
    expect(code(await decide(by(company.head, at(9)), 999_999))).toBe('NOT_FOUND')
    const made = must(await decide(by(company.head, at(9)), first, { owner: company.rep.email }))
    expect(made).toMatchObject({ state: 'open', owner: { name: 'Rita Rep' }, heldOn: '2026-03-09' })
    const told = await db.rows(sql`
      select 1 from notice where person_id = ${company.rep.personId} and kind = 'decision_given'`)
    expect(told).toHaveLength(1)
  })

  it('is edited by two at once: the second one is told, and writes over it only on purpose', async () => {
    const { id, version } = must(await decide(by(company.head, at(9)), first))
    const edits = await Promise.all(
      [company.head, other].map((one, index) =>
        editDecision(by(one, at(9, `10:0${index}`)), { decisionId: id, version, text: `Wording ${index}` }),
      ),
    )
    expect(edits.map(code).sort()).toEqual(['STALE_VERSION', 'ok'])
    const over = must(await editDecision(by(other, at(9)), { decisionId: id, text: 'The last word' }))
    expect(over).toMatchObject({ text: 'The last word', version: version + 2 })
    expect(code(await editDecision(by(company.rep, at(9)), { decisionId: id, text: 'Mine' }))).toBe(
      'FORBIDDEN',
    )
    must(await settleDecision(by(other, at(9)), { decisionId: id, state: 'dropped' }))
  })

  it('is closed once, and keeps what it said', async () => {
    const both = await Promise.all(
      [company.head, other].map((one) => closeMeeting(by(one, at(9, '11:00')), { meetingId: first })),
    )
    expect(both.map(code).sort()).toEqual(['MEETING_CLOSED', 'ok'])
    const before = await theMeeting(by(other, at(9, '12:00')), first)
    // more happens in its days, and afterwards: an overdue one is decided, what was decided changes
    const [pending] = await db.rows<{ id: number }>(
      sql`select id from handoff where state = 'pending' order by id`,
    )
    must(await acceptHandoff(by(company.otherRep, at(10)), { handoffId: pending?.id ?? 0 }))
    await offered(at(6))
    must(
      await settleDecision(by(company.rep, at(11)), {
        decisionId: before.decisions[0]?.was.id ?? 0,
        state: 'done',
      }),
    )
    const after = await theMeeting(by(other, at(20)), first)
    expect(after.agenda).toEqual(before.agenda)
    expect(after.decisions.map(({ was }) => was)).toEqual(before.decisions.map(({ was }) => was))
    expect(after.decisions[0]).toMatchObject({ was: { state: 'open' }, now: { state: 'done' } })
    expect(code(await decide(by(company.head, at(11)), first))).toBe('MEETING_CLOSED')
    await expect(db.run(sql`update meeting set minutes = '{}' where id = ${first}`)).rejects.toThrow(
      /minutes/,
    )
  })
})

describe('the next meeting', () => {
  it('looks at the days since, and at what was decided before', async () => {
    second = must(await openMeeting(by(other, at(16)))).id
    // noted last week, still open
    const { agenda, earlier } = await theMeeting(by(other, at(16)), second)
    expect(agenda.period).toEqual({ from: '2026-03-09', to: '2026-03-15' })
    expect(agenda.nurture.before).toEqual({ forgotten6: 0, forgotten12: 0 })
    expect(earlier.map(({ now }) => now.state)).toEqual(['done'])
  })

  it('gives an open decision more time, and keeps what it was before', async () => {
    const { id } = must(await decide(by(other, at(16)), second, { dueOn: '2026-03-18' }))
    expect(code(await carryDecision(by(other, at(16)), { decisionId: id, dueOn: '2026-03-20' }))).toBe(
      'NO_MEETING',
    )
    must(await closeMeeting(by(other, at(16, '11:00')), { meetingId: second }))
    expect(code(await editDecision(by(other, at(17)), { decisionId: id, text: 'Later' }))).toBe(
      'MEETING_CLOSED',
    )
    const third = must(await openMeeting(by(other, at(23)))).id
    expect((await theMeeting(by(other, at(23)), third)).earlier.map(({ now }) => now.id)).toEqual([id])
    const carried = must(
      await carryDecision(by(other, at(23)), {
        decisionId: id,
        dueOn: '2026-03-27',
        owner: company.marketer.personId,
      }),
    )
    expect(carried).toMatchObject({ dueOn: '2026-03-27', owner: { name: company.marketer.name } })
    expect(carried.carried).toEqual([
      expect.objectContaining({ meetingId: third, fromDay: '2026-03-18', fromOwner: 'Rita Rep' }),
    ])
    // once more in the same meeting: it was still carried over once, from the day that it had
    const again = must(await carryDecision(by(other, at(23)), { decisionId: id, dueOn: '2026-03-30' }))
    expect(again.carried).toHaveLength(1)
    const kept = await theMeeting(by(other, at(24)), second)
    expect(kept.decisions[0]).toMatchObject({ was: { dueOn: '2026-03-18' }, now: { dueOn: '2026-03-30' } })
    must(
      await settleDecision(by(company.marketer, at(24)), {
        decisionId: id,
        state: 'done',
        outcome: 'Done so.',
      }),
    )
    expect(code(await carryDecision(by(other, at(24)), { decisionId: id, dueOn: '2026-03-31' }))).toBe(
      'DECISION_SETTLED',
    )
    expect(code(await cancelMeeting(by(other, at(24)), { meetingId: third }))).toBe('IN_USE')
    must(await closeMeeting(by(other, at(24)), { meetingId: third }))
  })

  it('can be taken back while nothing was decided in it', async () => {
    const { id } = must(await openMeeting(by(other, at(30))))
    expect(code(await cancelMeeting(by(company.rep, at(30)), { meetingId: id }))).toBe('FORBIDDEN')
    must(await cancelMeeting(by(other, at(30)), { meetingId: id }))
    expect(await meetingById(other, id)).toBeUndefined()
    expect(code(await cancelMeeting(by(other, at(30)), { meetingId: first }))).toBe('MEETING_CLOSED')
  })

  it('is listed, the newest first, page by page', async () => {
    const whole = await listMeetings(company.rep, { limit: 10 })
    expect(whole.rows.map(({ heldOn }) => heldOn)).toEqual(['2026-03-23', '2026-03-16', '2026-03-09'])
    const page = await listMeetings(company.rep, { limit: 2 })
    expect(page.rows).toHaveLength(2)
    expect(page.nextCursor).not.toBeNull()
  })
})

describe('decisions', () => {
  it('are done by their owner, dropped by those who lead', async () => {
    const meetingId = must(await openMeeting(by(other, at(30)))).id
    const { id, version } = must(
      await decide(by(other, at(30)), meetingId, { owner: company.otherRep.personId, dueOn: '2026-04-01' }),
    )
    const settle = (actor: Actor, state: 'done' | 'dropped' | 'open', seen?: number) =>
      settleDecision(by(actor, at(31)), { decisionId: id, state, version: seen })
    expect(code(await settle(company.rep, 'done'))).toBe('FORBIDDEN')
    expect(code(await settle(company.otherRep, 'dropped'))).toBe('FORBIDDEN')
    expect(code(await settle(company.otherRep, 'done', version + 5))).toBe('STALE_VERSION')
    // pressed twice at once: both are told that it is done, and it was done once
    const twice = await Promise.all([1, 2].map(() => settle(company.otherRep, 'done', version)))
    expect(twice.map(code)).toEqual(['ok', 'ok'])
    expect(must(await settle(company.otherRep, 'done'))).toMatchObject({
      state: 'done',
      version: version + 1,
    })
    expect(must(await settle(company.otherRep, 'open')).settledAt).toBeNull()
    expect(must(await settle(other, 'dropped')).settledBy).toBe('Elsa Executive')
    must(await settle(other, 'open'))
  })

  it('are counted for their owner from their day on, and told once', async () => {
    const { otherRep } = company
    const day = (n: number, time = '09:00') => new Date(`2026-04-0${n}T${time}:00+02:00`)
    expect(await countDecisionsDue(by(otherRep, at(31)))).toBe(0)
    expect(await countDecisionsDue(by(otherRep, day(1)))).toBe(1)
    expect(await remindOfDecisions(day(1, '07:59'))).toBe(0)
    const told = await Promise.all([1, 2, 3].map(() => remindOfDecisions(day(1))))
    expect(told.reduce((sum, count) => sum + count, 0)).toBe(1)
    expect(await remindOfDecisions(day(3))).toBe(0)
    const notices = await db.rows(sql`
      select 1 from notice where person_id = ${otherRep.personId} and kind = 'decision_due'`)
    expect(notices).toHaveLength(1)
    const [mine] = (await listDecisions(by(otherRep, day(1)), { state: 'due', owner: 'me', limit: 5 })).rows
    must(await settleDecision(by(otherRep, day(1)), { decisionId: mine?.id ?? 0, state: 'done' }))
    expect(await countDecisionsDue(by(otherRep, day(2)))).toBe(0)
    // nobody is reminded of what is done
    expect(
      await db.rows(
        sql`select 1 from notice where person_id = ${otherRep.personId} and kind = 'decision_due'`,
      ),
    ).toHaveLength(0)
  })

  it('are listed page by page in each order', async () => {
    for (const state of ['open', 'due', 'settled', 'all'] as const) {
      const actor = by(other, new Date('2026-05-01T12:00:00Z'))
      const whole = (await listDecisions(actor, { state, limit: 100 })).rows.map(({ id }) => id)
      const paged: number[] = []
      let cursor: Parameters<typeof listDecisions>[1]['cursor']
      do {
        const page = await listDecisions(actor, { state, limit: 1, cursor })
        paged.push(...page.rows.map(({ id }) => id))
        cursor = page.nextCursor
          ? JSON.parse(Buffer.from(page.nextCursor, 'base64url').toString())
          : undefined
      } while (cursor)
      expect(paged, state).toEqual(whole)
    }
  })
})

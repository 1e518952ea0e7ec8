import { beforeAll, describe, expect, it } from 'vitest'
import { acceptHandoff } from '@/lib/handoffs/commands/accept'
import { handOffLead } from '@/lib/handoffs/commands/offer'
import { answerHandoff, askAboutHandoff } from '@/lib/handoffs/commands/question'
import { rejectHandoff } from '@/lib/handoffs/commands/reject'
import { markRejectionSeen, openHandoff } from '@/lib/handoffs/commands/seen'
import { COUNTED, countViews, queueCounters } from '@/lib/handoffs/queries/counters'
import { handoffById, handoffsOfLead, listHandoffs } from '@/lib/handoffs/queries/list'
import { listQueue, queueRecord } from '@/lib/handoffs/queries/queue'
import { handoffCursor } from '@/lib/handoffs/schema'
import { viewsFor } from '@/lib/handoffs/search-params'
import { takeLead } from '@/lib/leads/commands/other-steps'
import { qualifyLead } from '@/lib/leads/commands/qualify'
import { DEFAULT_REASONS } from '@/lib/organisation/default-reasons'
import type { Actor } from '@/lib/platform/actor'
import { addDays } from '@/lib/platform/calendar'
import { db, sql } from '@/lib/platform/db/sql'
import { must, type Result } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import {
  type Company,
  eventTypes,
  foundLead,
  HOT,
  inOrder,
  later,
  leadIn,
  leadRow,
  makePeople,
  newLead,
  rejectedLead,
} from '../support/life'

// A Monday, 11:00 in Berlin. Nine to six is a working day there.
const MONDAY = new Date('2026-11-16T10:00:00Z')

let company: Company
let marketer: Actor
let rep: Actor
let otherRep: Actor
let head: Actor

beforeAll(async () => {
  process.env.DATABASE_POOL = '60'
  company = await makePeople(MONDAY)
  ;({ marketer, rep, otherRep, head } = company)
})

async function offered(assignee?: Actor): Promise<{ leadId: number; handoffId: number }> {
  const { leadId } = await leadIn('qualified', company)
  const handoff = must(await handOffLead(marketer, { leadId, assignee: assignee?.email }))
  return { leadId, handoffId: handoff.id }
}

function codes(results: Result<unknown>[]): string[] {
  return results.map((result) => (result.ok ? 'ok' : result.failure.code))
}

describe('the life of a handoff', () => {
  it('goes through a question, a rejection and a second round, and keeps all of it', async () => {
    const { leadId, handoffId } = await offered()
    expect(await handoffById(rep, handoffId)).toMatchObject({
      round: 1,
      state: 'pending',
      overdue: false,
      grade: 'hot',
      definitionVersion: 1,
      offeredBy: { name: 'Mara Keter' },
      assignee: null,
      dueAt: new Date('2026-11-17T10:00:00Z'),
      firstOpenedAt: null,
    })

    must(await openHandoff(later(rep, '2026-11-16T11:00:00Z'), { handoffId }))
    must(await openHandoff(later(otherRep, '2026-11-16T11:30:00Z'), { handoffId }))
    const asked = must(
      await askAboutHandoff(later(rep, '2026-11-16T12:00:00Z'), { handoffId, question: 'How many pumps?' }),
    )
    expect(asked).toMatchObject({
      firstOpenedAt: new Date('2026-11-16T11:00:00Z'),
      question: 'How many pumps?',
      askedBy: { name: 'Rita Rep' },
      answerDueAt: new Date('2026-11-17T12:00:00Z'),
    })
    expect(await askAboutHandoff(otherRep, { handoffId, question: 'Again?' })).toMatchObject({
      failure: { code: 'ALREADY_ASKED' },
    })
    must(await answerHandoff(later(marketer, '2026-11-17T14:00:00Z'), { handoffId, text: 'Two' }))
    expect(await answerHandoff(marketer, { handoffId, text: 'Three' })).toMatchObject({
      failure: { code: 'WRONG_STATE' },
    })

    const rejected = must(
      await rejectHandoff(later(rep, '2026-11-17T15:00:00Z'), { handoffId, reason: 'no budget' }),
    )
    expect(rejected).toMatchObject({
      state: 'rejected',
      decidedBy: { name: 'Rita Rep' },
      reason: { code: 'no_budget' },
      // 11:00 to 13:00 on Monday and 15:00 to 16:00 on Tuesday: the question's time is not theirs
      responseMinutes: 180,
    })
    expect(await leadRow(leadId)).toMatchObject({ status: 'nurture', wakeOn: '2027-02-15' })

    must(await qualifyLead(later(marketer, '2026-11-18T09:00:00Z'), { leadId, ...HOT }))
    const second = must(
      await handOffLead(later(marketer, '2026-11-18T10:00:00Z'), {
        leadId,
        assignee: otherRep.email,
        note: 'Now',
      }),
    )
    expect(second).toMatchObject({
      round: 2,
      state: 'pending',
      question: null,
      assignee: { name: 'Otto Other' },
    })
    must(await acceptHandoff(later(otherRep, '2026-11-18T11:00:00Z'), { handoffId: second.id }))

    const rounds = await handoffsOfLead(marketer, leadId)
    expect(rounds.map(({ round, state }) => [round, state])).toEqual([
      [2, 'accepted'],
      [1, 'rejected'],
    ])
    expect(await leadRow(leadId)).toMatchObject({
      status: 'accepted',
      assigneeId: otherRep.personId,
      wakeOn: null,
      // the first time of each stage is kept
      qualifiedAt: MONDAY,
      handedOffAt: MONDAY,
      acceptedAt: new Date('2026-11-18T11:00:00Z'),
    })
    expect(await eventTypes(leadId)).toEqual([
      'created',
      'qualified',
      'handed_off',
      'asked',
      'answered',
      'rejected',
      'qualified',
      'handed_off',
      'accepted',
    ])
  })

  it('names who decided to everybody who comes second', async () => {
    const { handoffId } = await offered()
    must(await acceptHandoff(rep, { handoffId }))
    const second = [
      await acceptHandoff(otherRep, { handoffId }),
      await rejectHandoff(otherRep, { handoffId, reason: 'no_need' }),
      await askAboutHandoff(otherRep, { handoffId, question: 'Who?' }),
      await acceptHandoff(rep, { handoffId }),
    ]
    for (const result of second) {
      expect(result).toMatchObject({
        failure: {
          code: 'ALREADY_DECIDED',
          params: { by: 'Rita Rep', verdict: 'accepted', at: MONDAY.toISOString() },
        },
      })
    }
  })

  it('is decided by the rep that it was offered to, or by the head of sales', async () => {
    const first = await offered(rep)
    expect(await acceptHandoff(otherRep, first)).toMatchObject({ failure: { code: 'FORBIDDEN' } })
    expect(await rejectHandoff(otherRep, { ...first, reason: 'no_need' })).toMatchObject({
      failure: { code: 'FORBIDDEN' },
    })
    expect(await askAboutHandoff(otherRep, { ...first, question: '?' })).toMatchObject({
      failure: { code: 'FORBIDDEN' },
    })
    must(await openHandoff(otherRep, first))
    expect((await handoffById(rep, first.handoffId))?.firstOpenedAt).toBeNull()
    must(await acceptHandoff(rep, first))
    const second = await offered(rep)
    expect(must(await acceptHandoff(head, second)).decidedBy?.name).toBe('Hedda Head')
    expect((await leadRow(second.leadId)).assigneeId).toBe(head.personId)
  })

  it('is answered by any marketer and by nobody in sales', async () => {
    const { handoffId } = await offered()
    expect(await answerHandoff(marketer, { handoffId, text: 'Two' })).toMatchObject({
      failure: { code: 'NOTHING_ASKED' },
    })
    must(await askAboutHandoff(rep, { handoffId, question: 'How many?' }))
    expect(await answerHandoff(rep, { handoffId, text: 'Two' })).toMatchObject({
      failure: { code: 'FORBIDDEN' },
    })
    const colleague = await actorWith({ roles: ['marketer'], at: MONDAY })
    expect(must(await answerHandoff(colleague, { handoffId, text: 'Two' })).answeredBy?.id).toBe(
      colleague.personId,
    )
  })

  it('may be decided while the question is open', async () => {
    const { handoffId } = await offered()
    must(await askAboutHandoff(rep, { handoffId, question: 'How many?' }))
    const accepted = must(await acceptHandoff(later(rep, '2026-11-16T14:00:00Z'), { handoffId }))
    expect(accepted).toMatchObject({ state: 'accepted', responseMinutes: 0 })
    expect(await answerHandoff(marketer, { handoffId, text: 'Two' })).toMatchObject({
      failure: { code: 'WRONG_STATE' },
    })
  })
})

describe('the offer', () => {
  it('needs a reason where the definition does not call the lead sales-ready', async () => {
    const leadId = await newLead(marketer)
    must(await qualifyLead(marketer, { leadId, ...HOT, readySoon: 'no' }))
    expect(await handOffLead(marketer, { leadId })).toMatchObject({
      failure: { code: 'NOT_SALES_READY', fields: [{ path: 'overrideReason', code: 'required' }] },
    })
    const handoff = must(await handOffLead(marketer, { leadId, overrideReason: 'They asked for a visit' }))
    expect(handoff).toMatchObject({ grade: 'warm', overrideReason: 'They asked for a visit' })
  })

  it('drops an override reason that was not needed', async () => {
    const { leadId } = await leadIn('qualified', company)
    expect(
      must(await handOffLead(marketer, { leadId, overrideReason: 'Just in case' })).overrideReason,
    ).toBeNull()
  })

  it.each([
    ['nobody', 'nobody@example.com'],
    ['a marketer', () => marketer.email],
    [
      'somebody disabled',
      async () => {
        const gone = await actorWith({ roles: ['sales'] })
        await db.run(sql`update person set status = 'disabled' where id = ${gone.personId}`)
        return gone.email
      },
    ],
  ])('is not made to %s', async (_, who) => {
    const { leadId } = await leadIn('qualified', company)
    const assignee = typeof who === 'string' ? who : await who()
    expect(await handOffLead(marketer, { leadId, assignee })).toMatchObject({
      failure: { code: 'UNKNOWN_PERSON' },
    })
    expect((await leadRow(leadId)).status).toBe('qualified')
  })

  it('is refused on a stale screen', async () => {
    const { leadId } = await leadIn('qualified', company)
    const { version } = await leadRow(leadId)
    must(await qualifyLead(marketer, { leadId, ...HOT }))
    expect(await handOffLead(marketer, { leadId, version })).toMatchObject({
      failure: { code: 'STALE_VERSION' },
    })
  })
})

describe('the clock', () => {
  it.each([
    ['at eleven', '2026-11-16T10:00:00Z', '2026-11-17T10:00:00Z'],
    ['on Friday evening', '2026-11-20T16:30:00Z', '2026-11-23T16:30:00Z'],
    ['on Saturday', '2026-11-21T12:00:00Z', '2026-11-23T17:00:00Z'],
    ['before work', '2026-11-16T04:00:00Z', '2026-11-16T17:00:00Z'],
    ['before the clocks go forward', '2027-03-26T10:00:00Z', '2027-03-29T09:00:00Z'],
  ])('gives sales one working day of an offer made %s', async (_, at, due) => {
    const { leadId } = await leadIn('qualified', company)
    expect(must(await handOffLead(later(marketer, at), { leadId })).dueAt).toEqual(new Date(due))
  })

  it('makes overdue what is past its time, without anybody writing anything', async () => {
    const { handoffId } = await offered()
    const inTime = later(rep, '2026-11-17T10:00:00.000Z')
    const late = later(rep, '2026-11-17T10:00:00.001Z')
    expect((await handoffById(inTime, handoffId))?.overdue).toBe(false)
    expect((await handoffById(late, handoffId))?.overdue).toBe(true)
    must(await acceptHandoff(late, { handoffId }))
    expect((await handoffById(late, handoffId))?.overdue).toBe(false)
  })

  it('stands still from the question to the answer', async () => {
    const { handoffId } = await offered()
    // seven of nine hours are left
    must(await askAboutHandoff(later(rep, '2026-11-16T12:00:00Z'), { handoffId, question: 'How many?' }))
    expect((await handoffById(later(rep, '2026-11-20T12:00:00Z'), handoffId))?.overdue).toBe(false)
    const answered = must(
      await answerHandoff(later(marketer, '2026-11-19T15:00:00Z'), { handoffId, text: 'Two' }),
    )
    // two hours on Thursday, five on Friday
    expect(answered.dueAt).toEqual(new Date('2026-11-20T13:00:00Z'))
    expect((await handoffById(later(rep, '2026-11-20T13:00:01Z'), handoffId))?.overdue).toBe(true)
  })

  it('does not come back to life by a question that was asked too late', async () => {
    const { handoffId } = await offered()
    must(await askAboutHandoff(later(rep, '2026-11-18T12:00:00Z'), { handoffId, question: 'How many?' }))
    const at = '2026-11-18T13:00:00Z'
    must(await answerHandoff(later(marketer, at), { handoffId, text: 'Two' }))
    expect((await handoffById(later(rep, '2026-11-18T13:00:01Z'), handoffId))?.overdue).toBe(true)
  })
})

describe('a rejection', () => {
  it.each(DEFAULT_REASONS.map((reason) => [reason.code, reason] as const))(
    '%s sends the lead where the reason says',
    async (_, reason) => {
      const { leadId, handoffId } = await offered()
      const input = { handoffId, reason: reason.code }
      if (reason.needsComment) {
        expect(await rejectHandoff(rep, input)).toMatchObject({
          failure: { code: 'REASON_NEEDS_COMMENT', fields: [{ path: 'comment' }] },
        })
        expect((await leadRow(leadId)).status).toBe('handed_off')
      }
      const comment = reason.needsComment ? 'They sell, they do not buy' : null
      expect(must(await rejectHandoff(rep, { ...input, comment }))).toMatchObject({
        state: 'rejected',
        comment,
        reason: { code: reason.code, nameRu: reason.nameRu },
      })
      const wakeOn = reason.outcome === 'nurture' ? addDays('2026-11-16', reason.nurtureDays ?? 0) : null
      expect(await leadRow(leadId)).toMatchObject({ status: reason.outcome, wakeOn })
    },
  )

  it('counts its days from today in the company’s zone', async () => {
    const { leadId, handoffId } = await offered()
    // half past midnight on the 17th in Berlin
    must(await rejectHandoff(later(rep, '2026-11-16T23:30:00Z'), { handoffId, reason: 'not_reachable' }))
    expect((await leadRow(leadId)).wakeOn).toBe('2026-12-01')
  })

  it('takes the reason by its name in either language, and none that is unknown or archived', async () => {
    const { handoffId } = await offered()
    await db.run(sql`
      insert into rejection_reason (code, name_en, name_ru, outcome, archived_at)
      values ('old', 'Old', 'Старая', 'disqualified', ${MONDAY})`)
    for (const reason of ['nonsense', 'old', 'Старая']) {
      expect(await rejectHandoff(rep, { handoffId, reason })).toMatchObject({
        failure: { code: 'UNKNOWN_REASON', fields: [{ path: 'reason' }] },
      })
    }
    expect(must(await rejectHandoff(rep, { handoffId, reason: 'НЕТ ПОТРЕБНОСТИ' })).reason?.code).toBe(
      'no_need',
    )
  })

  it('stays on the marketer’s list until it is put aside', async () => {
    const owner = await actorWith({ roles: ['marketer'], at: MONDAY })
    const { handoffId } = await rejectedLead({ ...company, marketer: owner })
    expect((await queueCounters(owner)).returned).toBe(1)
    expect(await markRejectionSeen(rep, { handoffId })).toMatchObject({ failure: { code: 'FORBIDDEN' } })
    must(await markRejectionSeen(owner, { handoffId }))
    const seenAt = (await handoffById(owner, handoffId))?.seenAt
    must(await markRejectionSeen(later(owner, '2026-12-01T00:00:00Z'), { handoffId }))
    expect((await handoffById(owner, handoffId))?.seenAt).toEqual(seenAt)
    expect((await queueCounters(owner)).returned).toBe(0)
  })
})

describe('at the same moment', () => {
  it('fifty accept: one gets the lead, the others are told who', async () => {
    const reps = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        actorWith({ roles: ['sales'], name: `Rep ${index}`, at: MONDAY }),
      ),
    )
    const { leadId, handoffId } = await offered()
    const results = await Promise.all(reps.map((one) => acceptHandoff(one, { handoffId })))
    const won = results.flatMap((result) => (result.ok ? [result.value.decidedBy] : []))
    expect(won).toHaveLength(1)
    const losers = results.flatMap((result) => (result.ok ? [] : [result.failure]))
    expect(losers).toHaveLength(49)
    for (const failure of losers) {
      expect(failure).toMatchObject({
        code: 'ALREADY_DECIDED',
        params: { by: won[0]?.name, verdict: 'accepted' },
      })
    }
    expect(await leadRow(leadId)).toMatchObject({ status: 'accepted', assigneeId: won[0]?.id })
    expect((await eventTypes(leadId)).filter((type) => type === 'accepted')).toHaveLength(1)
  })

  const accept = (actor: Actor) => (handoffId: number) => acceptHandoff(actor, { handoffId })
  const reject = (actor: Actor) => (handoffId: number) =>
    rejectHandoff(actor, { handoffId, reason: 'no_need' })
  const ask = (actor: Actor) => (handoffId: number) =>
    askAboutHandoff(actor, { handoffId, question: 'How many?' })
  const answer = (actor: Actor) => (handoffId: number) => answerHandoff(actor, { handoffId, text: 'Two' })

  it.each([
    ['accept, then reject', () => [accept(rep), reject(otherRep)], ['ok', 'ALREADY_DECIDED'], 'accepted'],
    ['reject, then accept', () => [reject(rep), accept(otherRep)], ['ok', 'ALREADY_DECIDED'], 'nurture'],
    ['ask, then accept', () => [ask(rep), accept(otherRep)], ['ok', 'ok'], 'accepted'],
    ['accept, then ask', () => [accept(rep), ask(otherRep)], ['ok', 'ALREADY_DECIDED'], 'accepted'],
    ['ask twice', () => [ask(rep), ask(otherRep)], ['ok', 'ALREADY_ASKED'], 'handed_off'],
    ['reject twice', () => [reject(rep), reject(otherRep)], ['ok', 'ALREADY_DECIDED'], 'nurture'],
    [
      'ask, answer, answer',
      () => [ask(rep), answer(marketer), answer(marketer)],
      ['ok', 'ok', 'WRONG_STATE'],
      'handed_off',
    ],
    ['accept, then answer', () => [accept(rep), answer(marketer)], ['ok', 'WRONG_STATE'], 'accepted'],
  ] as const)('%s', async (_, works, expected, status) => {
    const { leadId, handoffId } = await offered()
    const results = await inOrder<Result<unknown>>(
      leadId,
      works().map((work) => () => work(handoffId)),
    )
    expect(codes(results)).toEqual(expected)
    const lost = results.find((result) => !result.ok && result.failure.code === 'ALREADY_DECIDED')
    if (lost) expect(lost).toMatchObject({ failure: { params: { by: 'Rita Rep' } } })
    expect((await leadRow(leadId)).status).toBe(status)
    const verdicts = (await eventTypes(leadId)).filter((type) => type === 'accepted' || type === 'rejected')
    expect(verdicts.length).toBeLessThanOrEqual(1)
  })

  it('two hand the lead off: one round is made', async () => {
    const colleague = await actorWith({ roles: ['marketer'], at: MONDAY })
    const { leadId } = await leadIn('qualified', company)
    const { version } = await leadRow(leadId)
    const results = await inOrder(leadId, [
      () => handOffLead(marketer, { leadId, version }),
      () => handOffLead(colleague, { leadId, version }),
      () => handOffLead(colleague, { leadId }),
    ])
    expect(codes(results)).toEqual(['ok', 'STALE_VERSION', 'WRONG_STATE'])
    expect(await handoffsOfLead(rep, leadId)).toHaveLength(1)
  })

  it('two take a lead that sales found: one gets it, the other is told who', async () => {
    const leadId = await foundLead(company)
    const results = await inOrder(leadId, [
      () => takeLead(rep, { leadId }),
      () => takeLead(otherRep, { leadId }),
    ])
    expect(codes(results)).toEqual(['ok', 'ALREADY_TAKEN'])
    expect(results[1]).toMatchObject({ failure: { params: { by: 'Rita Rep' } } })
    expect(await leadRow(leadId)).toMatchObject({ status: 'accepted', assigneeId: rep.personId })
  })
})

describe('the database by itself', () => {
  const insert = (leadId: number, more: { state?: string; due?: string; question?: string } = {}) =>
    db.run(sql`
      insert into handoff (lead_id, round, state, offered_by_id, offered_at, due_at, question)
      values (${leadId}, (select max(round) + 1 from handoff where lead_id = ${leadId}),
        ${more.state ?? 'pending'}::handoff_state, ${marketer.personId}, ${MONDAY}::timestamptz,
        ${more.due ?? '2026-11-17T10:00:00Z'}::timestamptz, ${more.question ?? null})`)

  it('refuses a second pending handoff of a lead', async () => {
    const { leadId } = await offered()
    await expect(insert(leadId)).rejects.toMatchObject({ code: '23505', constraint: 'handoff_one_pending' })
  })

  it.each([
    ['a verdict without who and when', { state: 'accepted' }, 'handoff_verdict'],
    ['a rejection without a reason', { state: 'rejected' }, 'handoff_reason'],
    ['a due time before the offer', { due: '2026-11-16T09:00:00Z' }, 'handoff_round'],
    ['a question without its time', { question: 'How many?' }, 'handoff_question'],
  ])('refuses %s', async (_, more, constraint) => {
    const { leadId, handoffId } = await offered()
    must(await acceptHandoff(rep, { handoffId }))
    const error = await insert(leadId, more).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: '23514' })
    if (constraint !== 'handoff_reason') expect(error).toMatchObject({ constraint })
  })

  it('refuses to change or delete history', async () => {
    const { leadId } = await offered()
    await expect(
      db.run(sql`update lead_event set reason = 'x' where lead_id = ${leadId}`),
    ).rejects.toMatchObject({
      code: '23001',
    })
    await expect(db.run(sql`delete from lead_event where lead_id = ${leadId}`)).rejects.toMatchObject({
      code: '23001',
    })
  })
})

describe('the queue', () => {
  it('lists pending handoffs most urgent first and pages through all of them once', async () => {
    const owner = await actorWith({ roles: ['marketer'], at: MONDAY })
    const seller = await actorWith({ roles: ['sales'], at: MONDAY })
    const made: number[] = []
    for (let index = 0; index < 9; index++) {
      const { leadId } = await leadIn('qualified', { ...company, marketer: owner })
      // three due times, so that places in the list tie
      const at = `2026-11-1${9 - (index % 3)}T09:00:00Z`
      made.push(
        must(
          await handOffLead(later(owner, at), {
            leadId,
            assignee: index % 2 === 0 ? seller.email : undefined,
          }),
        ).id,
      )
    }
    const all = await listHandoffs(owner, { state: 'pending', offeredBy: 'me', limit: 100 })
    expect(all.nextCursor).toBeNull()
    expect([...all.rows.map(({ id }) => id)].sort((a, b) => a - b)).toEqual(made)
    const keys = all.rows.map(({ dueAt, id }) => [dueAt.getTime(), id] as const)
    expect(keys).toEqual([...keys].sort((a, b) => a[0] - b[0] || a[1] - b[1]))

    const seen: number[] = []
    let cursor: string | null = null
    do {
      const page = await listHandoffs(owner, {
        state: 'pending',
        offeredBy: 'me',
        limit: 2,
        cursor: cursor === null ? undefined : handoffCursor.parse(cursor),
      })
      seen.push(...page.rows.map(({ id }) => id))
      cursor = page.nextCursor
    } while (cursor)
    expect(seen).toEqual(all.rows.map(({ id }) => id))

    const mine = await listQueue(seller, { state: 'pending', assignee: 'me', limit: 100 })
    expect(mine.rows.every(({ assignee }) => assignee?.id === seller.personId)).toBe(true)
    expect(mine.rows).toHaveLength(5)
    const open = await listQueue(seller, {
      state: 'pending',
      assignee: 'open',
      offeredBy: owner.personId,
      limit: 100,
    })
    expect(open.rows.map(({ id }) => id)).toEqual(all.rows.map(({ id }) => id))
    const others = await listQueue(rep, {
      state: 'pending',
      assignee: 'open',
      offeredBy: owner.personId,
      limit: 100,
    })
    expect(others.rows).toHaveLength(4)
  })

  it('lists verdicts newest first', async () => {
    const seller = await actorWith({ roles: ['sales'], at: MONDAY })
    const first = await offered()
    const second = await offered()
    must(await acceptHandoff(later(seller, '2026-11-16T11:00:00Z'), first))
    must(await rejectHandoff(later(seller, '2026-11-16T12:00:00Z'), { ...second, reason: 'duplicate' }))
    const mine = { decidedBy: 'me', limit: 10 } as const
    const ids = async (state: 'decided' | 'accepted' | 'rejected') =>
      (await listHandoffs(seller, { state, ...mine })).rows.map(({ id }) => id)
    expect(await ids('decided')).toEqual([second.handoffId, first.handoffId])
    expect(await ids('accepted')).toEqual([first.handoffId])
    expect(await ids('rejected')).toEqual([second.handoffId])
  })

  it('counts what waits for each person as its tabs list it', async () => {
    const at = '2026-11-25T10:00:00Z'
    for (const person of [marketer, rep, otherRep, head, company.executive]) {
      const actor = later(person, at)
      const counts = await countViews(actor, viewsFor(actor))
      const counters = await queueCounters(actor)
      expect(counters.queuePending).toBe(counts.open ?? 0)
      expect(counters.answersOwed).toBe(counts.answers ?? 0)
      expect(counters.returned).toBe(counts.returned ?? 0)
      for (const count of Object.values(counts)) expect(count).toBeLessThanOrEqual(COUNTED)
    }
    const counters = await queueCounters(later(rep, at))
    expect(counters.queueOverdue).toBeGreaterThan(0)
    expect(await queueCounters(company.admin)).toEqual({
      queueOverdue: 0,
      queuePending: 0,
      returned: 0,
      answersOwed: 0,
    })
  })

  it('opens a record with its evidence and its earlier rounds', async () => {
    const { leadId } = await rejectedLead(company)
    must(await qualifyLead(marketer, { leadId, ...HOT }))
    const second = must(await handOffLead(marketer, { leadId }))
    expect(await queueRecord(rep, second.id)).toMatchObject({
      handoff: { id: second.id, round: 2 },
      lead: { id: leadId, answers: HOT },
      earlier: [{ round: 1, state: 'rejected' }],
      contacts: [],
    })
    expect(await queueRecord(rep, 2_000_000_000)).toBeUndefined()
  })
})

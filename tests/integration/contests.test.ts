import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  contestRejection,
  escalateContests,
  giveContestPosition,
  ruleOnContest,
} from '@/lib/handoffs/commands/contest'
import { handOffLead } from '@/lib/handoffs/commands/offer'
import { rejectHandoff } from '@/lib/handoffs/commands/reject'
import { contestById, contestsWaitingFor, listContests } from '@/lib/handoffs/queries/contests'
import { handoffById, handoffsOfLead } from '@/lib/handoffs/queries/list'
import { contestCursor } from '@/lib/handoffs/schema'
import { reopenLead } from '@/lib/leads/commands/other-steps'
import { qualifyLead } from '@/lib/leads/commands/qualify'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { must, type Result } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import {
  type Company,
  eventTypes,
  HOT,
  inOrder,
  later,
  leadIn,
  leadRow,
  makePeople,
  NOWHERE,
  rejectedLead,
} from '../support/life'

/** A Thursday, 11:00 in Berlin. */
const NOW = new Date('2026-03-05T10:00:00Z')
const NEXT_DAY = '2026-03-06T10:00:00Z'
/** the heads' two working days are over on Monday, 11:00 */
const TOO_LATE = '2026-03-09T10:30:00Z'

let company: Company
let headOfMarketing: Actor
let otherMarketer: Actor
let otherExecutive: Actor

beforeAll(async () => {
  company = await makePeople(NOW)
  headOfMarketing = await actorWith({
    roles: ['marketer'],
    headOf: ['marketing'],
    name: 'Hanna Head',
    at: NOW,
  })
  otherMarketer = await actorWith({ roles: ['marketer'], name: 'Otis Other', at: NOW })
  otherExecutive = await actorWith({ roles: ['executive', 'sales'], name: 'Emil Exec', at: NOW })
})

beforeEach(async () => {
  await db.run(sql`delete from notice`)
  await db.run(sql`delete from contest`)
})

async function contested(reason?: string) {
  const stage = await rejectedLead(company, reason)
  const contest = must(
    await contestRejection(company.marketer, { handoffId: stage.handoffId, argument: 'They have a budget.' }),
  )
  return { ...stage, contestId: contest.id }
}

function code(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.failure.code
}

async function told(kind: string): Promise<string[]> {
  const rows = await db.rows<{ name: string }>(sql`
    select p.name from notice n join person p on p.id = n.person_id where n.kind = ${kind} order by p.name`)
  return rows.map(({ name }) => name)
}

const position = (contestId: number, opinion: 'uphold' | 'overturn', side?: 'marketing' | 'sales') => ({
  contestId,
  opinion,
  text: `I would ${opinion} it.`,
  side,
})
const ruling = (contestId: number, outcome: 'uphold' | 'overturn' = 'overturn') => ({
  contestId,
  outcome,
  ruling: 'The offer that they signed shows it.',
})

describe('contesting', () => {
  it('is for who handed the lead off and for the head of marketing, once', async () => {
    const { handoffId, leadId } = await rejectedLead(company)
    const input = { handoffId, argument: 'They have a budget.' }
    for (const other of [company.rep, company.head, company.executive, company.admin, otherMarketer])
      expect(code(await contestRejection(other, input)), other.name).toBe('FORBIDDEN')
    expect(await told('contest_opened')).toEqual([])

    const contest = must(await contestRejection(company.marketer, input))
    expect(contest).toMatchObject({
      argument: 'They have a budget.',
      openedBy: { name: 'Mara Keter' },
      decidedBy: { name: 'Rita Rep' },
      reason: { code: 'no_budget' },
      dueAt: new Date('2026-03-09T10:00:00Z'),
      outcome: null,
      positions: [],
    })
    expect(await told('contest_opened')).toEqual(['Hanna Head', 'Hedda Head', 'Rita Rep'])
    expect(await eventTypes(leadId)).toContain('contested')
    expect(await handoffById(company.rep, handoffId)).toMatchObject({
      state: 'rejected',
      seenAt: NOW,
      contest: { id: contest.id, outcome: null },
    })
    const again = await contestRejection(headOfMarketing, input)
    expect(again).toMatchObject({ failure: { code: 'ALREADY_CONTESTED', params: { by: 'Mara Keter' } } })
  })

  it('is for rejections only, and for thirty days', async () => {
    const pending = await leadIn('handed_off', company)
    const accepted = await leadIn('accepted', company)
    for (const { handoffId } of [pending, accepted])
      expect(code(await contestRejection(company.marketer, { handoffId, argument: 'x' }))).toBe('WRONG_STATE')
    expect(code(await contestRejection(company.marketer, { handoffId: NOWHERE, argument: 'x' }))).toBe(
      'NOT_FOUND',
    )
    const { handoffId } = await rejectedLead(company)
    const lastMinute = later(company.marketer, '2026-04-04T21:59:59Z')
    const late = later(company.marketer, '2026-04-04T22:00:00Z')
    expect(await contestRejection(late, { handoffId, argument: 'x' })).toMatchObject({
      failure: { code: 'CONTEST_TOO_LATE', params: { days: 30 } },
    })
    expect(code(await contestRejection(lastMinute, { handoffId, argument: 'x' }))).toBe('ok')
  })

  it('by the head of marketing is marketing’s position already', async () => {
    const { handoffId } = await rejectedLead(company)
    const { id, positions } = must(
      await contestRejection(headOfMarketing, { handoffId, argument: 'They have a budget.' }),
    )
    expect(positions).toMatchObject([{ side: 'marketing', opinion: 'overturn', text: 'They have a budget.' }])
    expect(code(await giveContestPosition(headOfMarketing, position(id, 'overturn')))).toBe('POSITION_GIVEN')
    expect(must(await giveContestPosition(company.head, position(id, 'overturn'))).outcome).toBe('overturn')
  })
})

describe('the heads', () => {
  it('settle it where they agree, and everybody concerned hears of it', async () => {
    const { contestId, leadId, handoffId } = await contested()
    for (const other of [company.rep, company.marketer, company.executive, company.admin])
      expect(code(await giveContestPosition(other, position(contestId, 'uphold'))), other.name).toBe(
        'FORBIDDEN',
      )
    expect(code(await giveContestPosition(company.head, position(contestId, 'uphold', 'marketing')))).toBe(
      'FORBIDDEN',
    )
    const one = must(await giveContestPosition(company.head, position(contestId, 'uphold')))
    expect(one).toMatchObject({ outcome: null, escalatedAt: null })
    expect(code(await giveContestPosition(company.head, position(contestId, 'overturn')))).toBe(
      'POSITION_GIVEN',
    )
    expect(code(await ruleOnContest(company.executive, ruling(contestId)))).toBe('HEADS_FIRST')

    const both = must(await giveContestPosition(headOfMarketing, position(contestId, 'uphold')))
    expect(both).toMatchObject({
      outcome: 'uphold',
      ruling: null,
      settledBy: { name: 'Hanna Head' },
      settledAt: NOW,
    })
    expect(both.positions.map(({ text }) => text)).toEqual(['I would uphold it.', 'I would uphold it.'])
    expect(await told('contest_settled')).toEqual(['Hedda Head', 'Mara Keter', 'Rita Rep'])
    expect(await told('contest_differs')).toEqual([])
    expect(await leadRow(leadId)).toMatchObject({ status: 'nurture', wakeOn: '2026-06-03' })
    expect(await handoffById(company.rep, handoffId)).toMatchObject({
      state: 'rejected',
      contest: { outcome: 'uphold' },
    })
    for (const late of [
      await giveContestPosition(company.head, position(contestId, 'overturn')),
      await ruleOnContest(company.executive, ruling(contestId)),
    ])
      expect(late).toMatchObject({
        failure: { code: 'ALREADY_SETTLED', params: { by: 'Hanna Head', outcome: 'uphold' } },
      })
    expect(await eventTypes(leadId)).toEqual(
      expect.arrayContaining(['contested', 'contest_position', 'contest_settled']),
    )
  })

  it('hand it to an executive where they differ', async () => {
    const { contestId } = await contested()
    must(await giveContestPosition(company.head, position(contestId, 'uphold')))
    const differ = must(await giveContestPosition(headOfMarketing, position(contestId, 'overturn')))
    expect(differ).toMatchObject({ outcome: null, escalatedAt: NOW, dueAt: new Date('2026-03-09T10:00:00Z') })
    expect(await told('contest_differs')).toEqual(['Emil Exec', 'Eva Exec'])
    for (const other of [company.rep, company.head, headOfMarketing, company.marketer, company.admin])
      expect(code(await ruleOnContest(other, ruling(contestId))), other.name).toBe('FORBIDDEN')

    const settled = must(await ruleOnContest(later(company.executive, NEXT_DAY), ruling(contestId)))
    expect(settled).toMatchObject({
      outcome: 'overturn',
      ruling: 'The offer that they signed shows it.',
      settledBy: { name: 'Eva Exec' },
      settledAt: new Date(NEXT_DAY),
    })
    expect(await told('contest_settled')).toEqual([
      'Emil Exec',
      'Hanna Head',
      'Hedda Head',
      'Mara Keter',
      'Rita Rep',
    ])
  })

  it('who are one person give one position, and an executive settles it', async () => {
    const both = await actorWith({
      roles: ['marketer', 'sales'],
      headOf: ['marketing', 'sales'],
      name: 'Beate Both',
      at: NOW,
    })
    await db.run(
      sql`update person set head_of = '{}' where id in (${company.head.personId}, ${headOfMarketing.personId})`,
    )
    try {
      const { contestId } = await contested()
      expect(await giveContestPosition(both, position(contestId, 'overturn'))).toMatchObject({
        failure: { code: 'INVALID', fields: [{ path: 'side' }] },
      })
      const once = must(await giveContestPosition(both, position(contestId, 'overturn', 'sales')))
      expect(once).toMatchObject({ outcome: null, escalatedAt: NOW })
      expect(code(await giveContestPosition(both, position(contestId, 'overturn', 'marketing')))).toBe(
        'POSITION_GIVEN',
      )
      await expect(
        db.run(
          sql`insert into contest_position values (${contestId}, 'marketing', 'overturn', 'x', ${both.personId}, ${NOW}::timestamptz)`,
        ),
      ).rejects.toThrow()
      expect(must(await ruleOnContest(company.executive, ruling(contestId))).outcome).toBe('overturn')
    } finally {
      await db.run(sql`update person set head_of = '{}' where id = ${both.personId}`)
      await db.run(sql`update person set head_of = '{sales}' where id = ${company.head.personId}`)
      await db.run(sql`update person set head_of = '{marketing}' where id = ${headOfMarketing.personId}`)
    }
  })

  it('of whom one is missing: the other speaks, then an executive settles it', async () => {
    await db.run(sql`update person set status = 'disabled' where id = ${headOfMarketing.personId}`)
    try {
      const { contestId } = await contested()
      expect(code(await ruleOnContest(company.executive, ruling(contestId)))).toBe('HEADS_FIRST')
      must(await giveContestPosition(company.head, position(contestId, 'uphold')))
      expect(must(await ruleOnContest(company.executive, ruling(contestId))).outcome).toBe('overturn')
    } finally {
      await db.run(sql`update person set status = 'active' where id = ${headOfMarketing.personId}`)
    }
  })

  it('who let their time pass lose it to an executive, with or without the job; the job tells once', async () => {
    const { contestId } = await contested()
    const another = await contested()
    const executive = later(company.executive, TOO_LATE)
    expect(await contestsWaitingFor(executive)).toMatchObject([{ id: contestId }, { id: another.contestId }])
    expect(await contestsWaitingFor(later(company.head, TOO_LATE))).toEqual([])
    expect(must(await ruleOnContest(executive, ruling(another.contestId))).outcome).toBe('overturn')

    expect(await escalateContests(new Date('2026-03-09T09:59:00Z'))).toBe(0)
    expect(await escalateContests(new Date(TOO_LATE))).toBe(1)
    expect(await escalateContests(new Date(TOO_LATE))).toBe(0)
    expect(await told('contest_differs')).toEqual(['Emil Exec', 'Eva Exec'])
    expect(await contestById(executive, contestId)).toMatchObject({
      escalatedAt: new Date('2026-03-09T10:00:00Z'),
      dueAt: new Date('2026-03-11T10:00:00Z'),
    })
    // late words are better than none: where they agree after all, it is settled
    must(await giveContestPosition(later(company.head, TOO_LATE), position(contestId, 'overturn')))
    const agreed = must(
      await giveContestPosition(later(headOfMarketing, TOO_LATE), position(contestId, 'overturn')),
    )
    expect(agreed).toMatchObject({ outcome: 'overturn', ruling: null })
  })
})

describe('a ruling', () => {
  it('is not for who took part while somebody else could give it', async () => {
    const stage = await leadIn('handed_off', company)
    must(await rejectHandoff(otherExecutive, { handoffId: stage.handoffId, reason: 'no_need' }))
    const { id } = must(
      await contestRejection(company.marketer, { handoffId: stage.handoffId, argument: 'x' }),
    )
    must(await giveContestPosition(company.head, position(id, 'uphold')))
    must(await giveContestPosition(headOfMarketing, position(id, 'overturn')))
    expect(await told('contest_differs')).toEqual(['Eva Exec'])
    expect(code(await ruleOnContest(otherExecutive, ruling(id)))).toBe('NOT_IMPARTIAL')
    await db.run(sql`update person set status = 'disabled' where id = ${company.executive.personId}`)
    expect(code(await ruleOnContest(otherExecutive, ruling(id)))).toBe('ok')
    await db.run(sql`update person set status = 'active' where id = ${company.executive.personId}`)
  })

  it('is refused where a head has spoken since it was read', async () => {
    const { contestId } = await contested()
    const executive = later(company.executive, TOO_LATE)
    const seen = (await contestById(executive, contestId))?.version
    must(await giveContestPosition(later(company.head, TOO_LATE), position(contestId, 'uphold')))
    expect(code(await ruleOnContest(executive, { ...ruling(contestId), version: seen }))).toBe(
      'STALE_VERSION',
    )
    const now = (await contestById(executive, contestId))?.version
    expect(code(await ruleOnContest(executive, { ...ruling(contestId), version: now }))).toBe('ok')
  })
})

describe('an overturned rejection', () => {
  async function overturned(reason?: string) {
    const stage = await contested(reason)
    must(await giveContestPosition(later(company.head, NEXT_DAY), position(stage.contestId, 'overturn')))
    must(await giveContestPosition(later(headOfMarketing, NEXT_DAY), position(stage.contestId, 'overturn')))
    return stage
  }

  it('wakes the lead today; qualified and handed off again it is the next round', async () => {
    const { leadId } = await overturned()
    const marketer = later(company.marketer, NEXT_DAY)
    expect(await leadRow(leadId)).toMatchObject({ status: 'nurture', wakeOn: '2026-03-06' })
    must(await qualifyLead(marketer, { leadId, ...HOT }))
    expect(must(await handOffLead(marketer, { leadId })).round).toBe(2)
    const rounds = await handoffsOfLead(marketer, leadId)
    expect(rounds.map(({ state, contest }) => [state, contest?.outcome ?? null])).toEqual([
      ['pending', null],
      ['rejected', 'overturn'],
    ])
  })

  it('leaves a disqualified lead where it is, to be reopened by marketing', async () => {
    const { leadId } = await overturned('duplicate')
    expect((await leadRow(leadId)).status).toBe('disqualified')
    expect(must(await reopenLead(later(company.marketer, NEXT_DAY), { leadId })).status).toBe('new')
  })

  it('moves nothing where marketing works the lead again already', async () => {
    const { leadId, contestId } = await contested()
    must(await qualifyLead(company.marketer, { leadId, ...HOT }))
    const before = await leadRow(leadId)
    must(await giveContestPosition(company.head, position(contestId, 'overturn')))
    must(await giveContestPosition(headOfMarketing, position(contestId, 'overturn')))
    expect(await leadRow(leadId)).toEqual({ ...before, events: before.events + 3 })
  })
})

describe('at the same moment', () => {
  it('two heads: both are heard, and it is settled or handed on exactly once', async () => {
    for (const [one, other] of [
      ['uphold', 'uphold'],
      ['uphold', 'overturn'],
    ] as const) {
      for (const swap of [false, true]) {
        await db.run(sql`delete from notice`)
        const { contestId, leadId } = await contested()
        const works = [
          () => giveContestPosition(company.head, position(contestId, one)),
          () => giveContestPosition(headOfMarketing, position(contestId, other)),
        ]
        const results = await inOrder(leadId, swap ? works.reverse() : works)
        expect(results.map(code)).toEqual(['ok', 'ok'])
        const contest = await contestById(company.rep, contestId)
        expect(contest?.positions).toHaveLength(2)
        expect(contest?.outcome).toBe(one === other ? 'uphold' : null)
        expect(contest?.escalatedAt === null).toBe(one === other)
        expect(await told('contest_differs')).toEqual(one === other ? [] : ['Emil Exec', 'Eva Exec'])
        const settled = (await eventTypes(leadId)).filter((type) => type === 'contest_settled')
        expect(settled).toHaveLength(one === other ? 1 : 0)
      }
    }
  })

  it('two heads of one side: one speaks, the other is told who did', async () => {
    const second = await actorWith({ roles: ['sales'], headOf: ['sales'], name: 'Hugo Head', at: NOW })
    const { contestId, leadId } = await contested()
    const [one, other] = await inOrder(leadId, [
      () => giveContestPosition(second, position(contestId, 'uphold')),
      () => giveContestPosition(company.head, position(contestId, 'overturn')),
    ])
    expect(one?.ok).toBe(true)
    expect(other).toMatchObject({ failure: { code: 'POSITION_GIVEN', params: { by: 'Hugo Head' } } })
    await db.run(sql`update person set head_of = '{}' where id = ${second.personId}`)
  })

  it('a position against a ruling: whoever comes second is told, and nothing is settled twice', async () => {
    for (const swap of [false, true]) {
      const { contestId, leadId } = await contested()
      must(await giveContestPosition(company.head, position(contestId, 'overturn')))
      const works = [
        () => giveContestPosition(later(headOfMarketing, TOO_LATE), position(contestId, 'overturn')),
        () => ruleOnContest(later(company.executive, TOO_LATE), ruling(contestId, 'uphold')),
      ]
      const results = await inOrder(leadId, swap ? works.reverse() : works)
      expect(results.map(code)).toEqual(['ok', 'ALREADY_SETTLED'])
      expect((await contestById(company.rep, contestId))?.outcome).toBe(swap ? 'uphold' : 'overturn')
      expect((await eventTypes(leadId)).filter((type) => type === 'contest_settled')).toHaveLength(1)
    }
  })

  it('two contests of one rejection: one is opened', async () => {
    const { handoffId, leadId } = await rejectedLead(company)
    const input = { handoffId, argument: 'x' }
    const results = await inOrder(leadId, [
      () => contestRejection(company.marketer, input),
      () => contestRejection(headOfMarketing, input),
    ])
    expect(results.map(code)).toEqual(['ok', 'ALREADY_CONTESTED'])
  })
})

it('a lead that is offered again has left the list of what came back', async () => {
  const { leadId, handoffId } = await rejectedLead(company)
  must(await qualifyLead(company.marketer, { leadId, ...HOT }))
  expect((await handoffById(company.marketer, handoffId))?.seenAt).toBeNull()
  must(await handOffLead(company.marketer, { leadId }))
  expect((await handoffById(company.marketer, handoffId))?.seenAt).toEqual(NOW)
})

describe('the lists', () => {
  it('page through open and settled contests, each once', async () => {
    for (let count = 0; count < 8; count++) {
      const { contestId } = await contested()
      if (count % 2 === 0) continue
      must(await giveContestPosition(company.head, position(contestId, 'uphold')))
      must(await giveContestPosition(headOfMarketing, position(contestId, 'uphold')))
    }
    for (const state of ['open', 'settled'] as const) {
      const ids: number[] = []
      let cursor: string | null = null
      do {
        const page: Awaited<ReturnType<typeof listContests>> = await listContests(company.rep, {
          state,
          limit: 3,
          cursor: cursor === null ? undefined : contestCursor.parse(cursor),
        })
        ids.push(...page.rows.map(({ id }) => id))
        cursor = page.nextCursor
      } while (cursor)
      const all = await db.rows<{ id: number }>(
        sql`select id from contest where (settled_at is not null) = ${state === 'settled'}`,
      )
      expect(all).toHaveLength(4)
      expect(ids.toSorted()).toEqual(all.map(({ id }) => id).toSorted())
    }
  })

  it('say what waits for whom', async () => {
    const { contestId } = await contested()
    const waits = async (actor: Actor) => (await contestsWaitingFor(actor)).map(({ id }) => id)
    expect(await waits(company.head)).toEqual([contestId])
    expect(await waits(headOfMarketing)).toEqual([contestId])
    for (const other of [company.executive, company.rep, company.marketer, company.admin])
      expect(await waits(other), other.name).toEqual([])
    must(await giveContestPosition(company.head, position(contestId, 'uphold')))
    expect(await waits(company.head)).toEqual([])
    must(await giveContestPosition(actorAt(headOfMarketing, NOW), position(contestId, 'overturn')))
    expect(await waits(headOfMarketing)).toEqual([])
    expect(await waits(company.executive)).toEqual([contestId])
  })
})

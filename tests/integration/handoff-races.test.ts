import { beforeAll, describe, expect, it } from 'vitest'
import { acceptHandoff } from '@/lib/handoffs/commands/accept'
import { ringDueAlarms } from '@/lib/handoffs/commands/alarms'
import { contestRejection } from '@/lib/handoffs/commands/contest'
import { disablePerson } from '@/lib/handoffs/commands/leaving'
import { handOffLead } from '@/lib/handoffs/commands/offer'
import { answerHandoff, askAboutHandoff } from '@/lib/handoffs/commands/question'
import { reassignHandoff } from '@/lib/handoffs/commands/reassign'
import { rejectHandoff } from '@/lib/handoffs/commands/reject'
import { takeNext } from '@/lib/handoffs/commands/take-next'
import { undoVerdict } from '@/lib/handoffs/commands/undo'
import { mergeLeads } from '@/lib/leads/commands/merge'
import { qualifyLead } from '@/lib/leads/commands/qualify'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { must, ok, type Result } from '@/lib/platform/result'
import { seeded } from '@/prisma/seed/random'
import { actorWith } from '../support/actors'
import { HOT, inOrder, makePeople, newLead } from '../support/life'

// A Monday, 11:00 in Berlin. On Wednesday at eleven an undecided handoff goes back to the open queue.
const MONDAY = new Date('2026-11-16T10:00:00Z')
const EXPIRED = new Date('2026-11-18T10:00:00Z')
const NOW = new Date('2026-11-18T10:30:00Z')

/** One handoff with everybody around it, all acting at the same moment. */
type Stage = {
  leadId: number
  /** another lead of the same customer, further behind */
  otherId: number
  handoffId: number
  people: Record<'marketer' | 'headOfMarketing' | 'rep' | 'colleague' | 'head' | 'admin', Actor>
}

type Contender = (stage: Stage) => Promise<Result<unknown>>

let admin: Actor
let headOfMarketing: Actor
let head: Actor
let parked: Actor
let marketer: Actor
let colleague: Actor

beforeAll(async () => {
  process.env.DATABASE_POOL = '60'
  const company = await makePeople(MONDAY)
  admin = actorAt(company.admin, NOW)
  head = actorAt(company.head, NOW)
  headOfMarketing = await actorWith({ roles: ['marketer'], headOf: ['marketing'], at: NOW })
  marketer = company.marketer
  colleague = company.otherRep
  parked = await actorWith({ roles: ['sales'], at: MONDAY })
})

/** Nothing of earlier stages is due or in the open queue any more. */
async function clearTheFloor(): Promise<void> {
  await db.run(sql`
    update handoff set alarm = null, alarm_at = null, assignee_id = ${parked.personId}
    where state = 'pending' and assignee_id is distinct from ${parked.personId}`)
}

async function pending(to: 'rep' | 'everyone'): Promise<Stage> {
  await clearTheFloor()
  const rep = await actorWith({ roles: ['sales'], at: MONDAY }) // in some races the account goes
  const leadId = await newLead(marketer)
  const otherId = await newLead(marketer)
  must(await qualifyLead(marketer, { leadId, ...HOT }))
  const offer = await handOffLead(marketer, { leadId, assignee: to === 'rep' ? rep.email : undefined })
  const handoffId = must(offer).id
  await db.run(sql`
    update handoff set alarm = 'verdict_expired', alarm_at = ${EXPIRED}::timestamptz where id = ${handoffId}`)
  const people = { marketer, rep, colleague, headOfMarketing, head, admin }
  const now = Object.entries(people).map(([name, person]) => [name, actorAt(person, NOW)])
  return { leadId, otherId, handoffId, people: Object.fromEntries(now) }
}

async function asked(): Promise<Stage> {
  const stage = await pending('rep')
  const { handoffId, people } = stage
  must(await askAboutHandoff(actorAt(people.rep, MONDAY), { handoffId, question: 'How many?' }))
  await db.run(sql`
    update handoff set alarm = 'answer_head', alarm_at = ${EXPIRED}::timestamptz where id = ${handoffId}`)
  return stage
}

async function rejected(): Promise<Stage> {
  const stage = await pending('rep')
  must(await rejectHandoff(stage.people.rep, { handoffId: stage.handoffId, reason: 'no_budget' }))
  return stage
}

/** The other lead is further along: merging takes the handoff there. */
async function rejectedBehind(): Promise<Stage> {
  const stage = await rejected()
  must(await qualifyLead(stage.people.marketer, { leadId: stage.otherId, ...HOT }))
  return stage
}

const accept: Contender = ({ people, handoffId }) => acceptHandoff(people.rep, { handoffId })
const reject: Contender = ({ people, handoffId }) =>
  rejectHandoff(people.rep, { handoffId, reason: 'no_need' })
const ask: Contender = ({ people, handoffId }) => askAboutHandoff(people.rep, { handoffId, question: 'Why?' })
const answer: Contender = ({ people, handoffId }) =>
  answerHandoff(people.marketer, { handoffId, text: 'Two' })
const reassign: Contender = ({ people, handoffId }) =>
  reassignHandoff(people.head, { handoffId, assignee: people.colleague.email })
const expire: Contender = async () => ok(await ringDueAlarms(NOW))
const leave: Contender = ({ people }) =>
  disablePerson(people.admin, { personId: people.rep.personId, version: 1 })
const merge: Contender = ({ people, leadId, otherId }) =>
  mergeLeads(people.marketer, { leadId: otherId, otherId: leadId, fields: {} })
const undo: Contender = ({ people, handoffId }) => undoVerdict(people.rep, { handoffId })
const contest: Contender = ({ people, handoffId }) =>
  contestRejection(people.marketer, { handoffId, argument: 'They have the money' })
const requalify: Contender = ({ people, leadId }) => qualifyLead(people.marketer, { leadId, ...HOT })
const next: Contender = ({ people }) => takeNext(people.rep)
const nextForColleague: Contender = ({ people }) => takeNext(people.colleague)
const acceptByColleague: Contender = ({ people, handoffId }) => acceptHandoff(people.colleague, { handoffId })

const code = (result: Result<unknown>) => (result.ok ? 'ok' : result.failure.code)

/** All that two works leave behind, with people by their part in it. */
async function outcome(stage: Stage, results: readonly Result<unknown>[]): Promise<Outcome> {
  const names = new Map(Object.entries(stage.people).map(([name, { personId }]) => [personId, name]))
  const who = (id: number | null) => (id === null ? null : (names.get(id) ?? 'a stranger'))
  const at = await db.one<{ id: number }>(sql`
    select lead_id as id from handoff where id = ${stage.handoffId}`)
  const home = at?.id ?? 0
  const lead = await db.rows<{ assignee: number | null }>(sql`
    select id = ${stage.leadId} as same, version, status, assignee_id as assignee, times_returned, nurture_wake_on, nurture_next_step, accepted_at
    from lead where id = ${home}`)
  const handoffs = await db.rows<{
    assignee: number | null
    decidedBy: number | null
    askedBy: number | null
  }>(sql`
    select round, state, assignee_id as assignee, routed_by, decided_by_id as "decidedBy", asked_by_id as "askedBy",
      answered_at, due_at, alarm, (select count(*)::int from contest c where c.handoff_id = h.id) as contests
    from handoff h where lead_id = ${home} order by id`)
  const events = await db.rows<{ type: string; actor: number | null }>(sql`
    select type, actor_id as actor from lead_event where lead_id in (${stage.leadId}, ${home}) order by id`)
  const notices = await db.rows<{ person: number; kind: string }>(sql`
    select person_id as person, kind from notice where handoff_id = ${stage.handoffId} order by kind, person_id`)
  const merged = await db.rows(sql`select 1 from lead_merge where live_id = ${home}`)
  return {
    codes: results.map(code),
    lead: lead.map((row) => ({ ...row, assignee: who(row.assignee) })),
    handoffs: handoffs.map((row) => ({
      ...row,
      assignee: who(row.assignee),
      decidedBy: who(row.decidedBy),
      askedBy: who(row.askedBy),
    })),
    events: events.map(({ type, actor }) => `${type} by ${who(actor)}`),
    notices: notices.map(({ kind, person }) => `${kind} to ${who(person)}`).sort(),
    merged: merged.length,
  }
}

type Outcome = {
  codes: string[]
  lead: unknown[]
  handoffs: unknown[]
  events: string[]
  notices: string[]
  merged: number
}

/** What comes out when one follows the other and nobody else is there: what a race must come out as. */
async function oneByOne(make: () => Promise<Stage>, works: readonly Contender[]): Promise<Outcome> {
  const stage = await make()
  const results: Result<unknown>[] = []
  for (const work of works) results.push(await work(stage))
  return outcome(stage, results)
}

const RANDOM_TURNS = 20

/** In both orders, forced on the lead's row; then together as chance has it. Never anything but one of the two. */
async function race(make: () => Promise<Stage>, [a, b]: readonly [Contender, Contender]): Promise<void> {
  const aFirst = await oneByOne(make, [a, b])
  const bFirst = await oneByOne(make, [b, a])
  for (const [works, expected] of [
    [[a, b], aFirst],
    [[b, a], bFirst],
  ] as const) {
    const stage = await make()
    const results = await inOrder(
      stage.leadId,
      works.map((work) => () => work(stage)),
    )
    const found = await outcome(stage, results)
    expect(found).toEqual(expected)
    expect(new Set(found.notices).size).toBe(found.notices.length)
  }
  const serial = [JSON.stringify(aFirst), JSON.stringify({ ...bFirst, codes: bFirst.codes.toReversed() })]
  const random = seeded(20)
  for (let turn = 0; turn < RANDOM_TURNS; turn++) {
    const stage = await make()
    const works = random.chance(0.5) ? [a, b] : [b, a]
    const results = await Promise.all(works.map((work) => work(stage)))
    const found = await outcome(stage, works[0] === a ? results : results.toReversed())
    expect(serial).toContain(JSON.stringify(found))
  }
}

function pairs(contenders: Record<string, Contender>): [string, readonly [Contender, Contender]][] {
  const entries = Object.entries(contenders)
  return entries.flatMap(([name, work], index) =>
    entries
      .slice(index + 1)
      .map(([other, otherWork]): [string, readonly [Contender, Contender]] => [
        `${name} against ${other}`,
        [work, otherWork],
      ]),
  )
}

describe('a handoff in a rep’s hands, whose time is up', () => {
  it.each(pairs({ accept, reject, ask, reassign, expire, leave, merge }))('%s', (_, both) =>
    race(() => pending('rep'), both),
  )
})

describe('a handoff with an open question', () => {
  it.each(pairs({ answer, accept, reassign, expire, merge }))('%s', (_, both) => race(asked, both))
})

describe('a handoff in the open queue', () => {
  it.each(
    pairs({
      'the next for one': next,
      'the next for another': nextForColleague,
      accept: acceptByColleague,
      reassign,
      merge,
    }),
  )('%s', (_, both) => race(() => pending('everyone'), both))
})

describe('a handoff that was rejected this moment', () => {
  it.each(pairs({ undo, contest, requalify, merge }))('%s', (_, both) => race(rejected, both))
})

describe('a rejected handoff that a merge takes to another lead', () => {
  it.each(pairs({ merge, contest, undo }).slice(0, 2))('%s', (_, both) => race(rejectedBehind, both))
})

/** What the serial outcomes must be, so that the races above do not compare one mistake with another. */
describe('one after the other', () => {
  const first = async (make: () => Promise<Stage>, works: Contender[]) => {
    const { codes, notices, handoffs, merged } = await oneByOne(make, works)
    const [handoff] = handoffs as { state: string; assignee: string | null; decidedBy: string | null }[]
    return { codes, notices, ...handoff, merged }
  }
  const inHand = () => pending('rep')

  it.each<[string, () => Promise<Stage>, Contender[], object]>([
    [
      'accept, reject',
      inHand,
      [accept, reject],
      {
        codes: ['ok', 'ALREADY_DECIDED'],
        state: 'accepted',
        decidedBy: 'rep',
        notices: ['accepted to marketer', 'handed_to_me to rep'],
      },
    ],
    [
      'reject, accept',
      inHand,
      [reject, accept],
      {
        codes: ['ok', 'ALREADY_DECIDED'],
        state: 'rejected',
        notices: ['handed_to_me to rep', 'rejected to marketer'],
      },
    ],
    [
      'reassign, accept',
      inHand,
      [reassign, accept],
      {
        codes: ['ok', 'FORBIDDEN'],
        state: 'pending',
        assignee: 'colleague',
        notices: ['handed_to_me to colleague', 'handed_to_me to rep', 'reassigned to rep'],
      },
    ],
    [
      'accept, reassign',
      inHand,
      [accept, reassign],
      {
        codes: ['ok', 'ALREADY_DECIDED'],
        state: 'accepted',
        assignee: 'rep',
        notices: ['accepted to marketer', 'handed_to_me to rep'],
      },
    ],
    [
      'accept, expiry',
      inHand,
      [accept, expire],
      {
        codes: ['ok', 'ok'],
        state: 'accepted',
        assignee: 'rep',
        notices: ['accepted to marketer', 'handed_to_me to rep'],
      },
    ],
    [
      'expiry, accept',
      inHand,
      [expire, accept],
      {
        codes: ['ok', 'ok'],
        state: 'accepted',
        decidedBy: 'rep',
        notices: [
          'accepted to marketer',
          'handed_to_me to rep',
          'verdict_expired to head',
          'verdict_expired to rep',
        ],
      },
    ],
    ['the account goes, accept', inHand, [leave, accept], { state: 'accepted' }],
    [
      'merge, accept',
      inHand,
      [merge, accept],
      {
        codes: ['ok', 'ok'],
        state: 'accepted',
        decidedBy: 'rep',
        merged: 1,
        notices: ['accepted to marketer', 'handed_to_me to rep'],
      },
    ],
    [
      'accept, merge',
      inHand,
      [accept, merge],
      {
        codes: ['ok', 'ok'],
        state: 'accepted',
        decidedBy: 'rep',
        merged: 1,
        notices: ['accepted to marketer', 'handed_to_me to rep'],
      },
    ],
    [
      'the next for one and for another',
      () => pending('everyone'),
      [next, nextForColleague],
      { codes: ['ok', 'ok'], state: 'pending', assignee: 'rep' },
    ],
    [
      'undo, contest',
      rejected,
      [undo, contest],
      { codes: ['ok', 'WRONG_STATE'], state: 'pending', notices: ['handed_to_me to rep'] },
    ],
    [
      'contest, undo',
      rejected,
      [contest, undo],
      { codes: ['ok', 'CHANGED_SINCE'], state: 'rejected', contests: 1 },
    ],
    [
      'merge, undo',
      rejected,
      [merge, undo],
      { codes: ['ok', 'CHANGED_SINCE'], state: 'rejected', merged: 1 },
    ],
  ])('%s', async (_, make, works, expected) => {
    expect(await first(make, works)).toMatchObject(expected)
  })
})

import { ORGANISATION_CALENDAR, workingHoursOf } from '@/lib/calendars/queries'
import { appendEvent } from '@/lib/leads/commands/step'
import { notify } from '@/lib/notices/commands/notify'
import { activeIds, headsOf } from '@/lib/people/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import type { ContestOpinion, Side } from '@/lib/platform/db/generated/enums'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { announce } from '@/lib/platform/realtime/announce'
import { type Result, refuse } from '@/lib/platform/result'
import { addWorkingMinutes, type WorkingHours } from '@/lib/platform/working-time'
import {
  agreementOf,
  CONTEST_WITHIN_DAYS,
  type ContestFacts,
  contestableUntil,
  type Heads,
  mayRule,
  POSITIONS_WITHIN_MINUTES,
  RULING_WITHIN_MINUTES,
  speaksFor,
  standingOf,
} from '../contest'
import { canContest } from '../policy'
import { type ContestView, findContest } from '../queries/contests'
import type { ContestInput, PositionInput, RulingInput } from '../schema'
import { type LockedHandoff, lockHandoff } from './lock'

/**
 * Marketing contests a rejection, with an argument: once, within 30 days. Contested by a head of marketing it has
 * marketing's position already. ALREADY_CONTESTED names who did; CONTEST_TOO_LATE.
 */
export function contestRejection(actor: Actor, input: ContestInput): Promise<Result<ContestView>> {
  return inTransaction(async (tx) => {
    const handoff = await lockHandoff(tx, input.handoffId)
    if (!canContest(actor, { offeredById: handoff.offeredById })) return refuse('FORBIDDEN')
    if (handoff.state !== 'rejected') return refuse('WRONG_STATE', { status: handoff.state, step: 'contest' })
    const verdict = await verdictOf(tx, handoff.id)
    if (actor.at >= contestableUntil(verdict.decidedAt, handoff.lead.timeZone))
      return refuse('CONTEST_TOO_LATE', { days: CONTEST_WITHIN_DAYS })
    if (verdict.contestedBy) return refuse('ALREADY_CONTESTED', { by: verdict.contestedBy })
    const hours = await workingHoursOf(tx, ORGANISATION_CALENDAR)
    const heads = await headsOfBoth(tx)
    const dueAt = addWorkingMinutes(actor.at, POSITIONS_WITHIN_MINUTES, hours)
    const made = await tx.one<{ id: number }>(sql`
      insert into contest (handoff_id, argument, opened_by_id, opened_at, due_at)
      values (${handoff.id}, ${input.argument}, ${actor.personId}, ${actor.at}::timestamptz, ${dueAt}::timestamptz)
      returning id`)
    if (!made) throw new Error('insert returned no row')
    // Whoever contests has looked at the rejection; and a new version tells stale screens, and takes the undo away.
    await tx.run(sql`
      update handoff set seen_at = coalesce(seen_at, ${actor.at}::timestamptz) where id = ${handoff.id}`)
    await tx.run(sql`
      update lead set version = version + 1, updated_at = ${actor.at}::timestamptz where id = ${handoff.lead.id}`)
    await appendEvent(tx, actor, handoff.lead.id, {
      type: 'contested',
      reason: input.argument,
      data: { handoffId: handoff.id, round: handoff.round, contestId: made.id },
    })
    await tell(tx, actor, handoff, made.id, 'contest_opened', [
      ...heads.marketing,
      ...heads.sales,
      verdict.decidedById,
    ])
    const contest: Locked = {
      id: made.id,
      handoff,
      dueAt,
      escalatedAt: null,
      settledAt: null,
      positions: [],
      openedById: actor.personId,
      decidedById: verdict.decidedById,
      version: 1,
    }
    if (actor.headOf.includes('marketing')) {
      const own = { side: 'marketing' as const, personId: actor.personId, opinion: 'overturn' as const }
      await insertPosition(tx, actor, contest.id, own, input.argument)
      contest.positions = [own]
    }
    await goOn(tx, actor, contest, heads, hours)
    return view(tx, made.id)
  })
}

/** A head says what they think of a contested rejection. POSITION_GIVEN names who spoke for the side; ALREADY_SETTLED. */
export function giveContestPosition(actor: Actor, input: PositionInput): Promise<Result<ContestView>> {
  return inTransaction(async (tx) => {
    if (actor.headOf.length === 0) return refuse('FORBIDDEN')
    const contest = await lockContest(tx, input.contestId)
    await refuseSettled(tx, contest)
    const side = await sideOf(tx, actor, contest, input.side)
    const position = { side, personId: actor.personId, opinion: input.opinion }
    await insertPosition(tx, actor, contest.id, position, input.text)
    await appendEvent(tx, actor, contest.handoff.lead.id, {
      type: 'contest_position',
      reason: input.text,
      data: { contestId: contest.id, round: contest.handoff.round, side, opinion: input.opinion },
    })
    contest.positions = [...contest.positions, position]
    const hours = await workingHoursOf(tx, ORGANISATION_CALENDAR)
    await goOn(tx, actor, contest, await headsOfBoth(tx), hours)
    return view(tx, contest.id)
  })
}

/** An executive settles what the heads could not. HEADS_FIRST, NOT_IMPARTIAL, ALREADY_SETTLED, STALE_VERSION. */
export function ruleOnContest(actor: Actor, input: RulingInput): Promise<Result<ContestView>> {
  return inTransaction(async (tx) => {
    if (!actor.roles.includes('executive')) return refuse('FORBIDDEN')
    const contest = await lockContest(tx, input.contestId)
    await refuseSettled(tx, contest)
    if (!mayRule(contest, actor.personId, await activeIds(tx, 'executive'))) return refuse('NOT_IMPARTIAL')
    const hours = await workingHoursOf(tx, ORGANISATION_CALENDAR)
    const { phase, dueAt } = standingOf(contest, await headsOfBoth(tx), actor.at, hours)
    if (phase === 'heads') return refuse('HEADS_FIRST', { dueAt: dueAt.toISOString() })
    if (input.version !== undefined && input.version !== contest.version)
      return refuse('STALE_VERSION', { version: contest.version })
    await settle(tx, actor, contest, input.outcome, input.ruling)
    return view(tx, contest.id)
  })
}

/**
 * Hands to the executives what waits for heads in vain: their time is over, or a side has lost its head. Whose move it
 * is follows from the time all the same; this tells people. Answers how many it handed on.
 */
export async function escalateContests(at: Date): Promise<number> {
  const result = await inTransaction(async (tx) => {
    const waiting = await tx.rows<{ id: number }>(sql`
      select id from contest where settled_at is null and escalated_at is null order by opened_at, id limit 500`)
    return waiting.map(({ id }) => id)
  })
  let escalated = 0
  for (const id of result.ok ? result.value : []) {
    const one = await inTransaction(async (tx) => {
      const contest = await lockContest(tx, id)
      if (contest.settledAt || contest.escalatedAt) return false
      const hours = await workingHoursOf(tx, ORGANISATION_CALENDAR)
      if (standingOf(contest, await headsOfBoth(tx), at, hours).phase !== 'executive') return false
      await escalate(tx, contest, contest.dueAt < at ? contest.dueAt : at, at, hours)
      return true
    })
    if (one.ok && one.value) escalated++
  }
  return escalated
}

type Locked = ContestFacts & {
  id: number
  handoff: LockedHandoff
  openedById: number
  decidedById: number | null
  version: number
}

/** The lead, the handoff, the contest: the order in which everybody locks. */
async function lockContest(tx: Tx, contestId: number): Promise<Locked> {
  const known = await tx.one<{ handoffId: number }>(
    sql`select handoff_id as "handoffId" from contest where id = ${contestId}`,
  )
  if (!known) return refuse('NOT_FOUND')
  const handoff = await lockHandoff(tx, known.handoffId)
  const row = await tx.one<Omit<Locked, 'handoff' | 'positions'>>(sql`
    select c.id, c.due_at as "dueAt", c.escalated_at as "escalatedAt", c.settled_at as "settledAt",
      c.opened_by_id as "openedById", c.version, h.decided_by_id as "decidedById"
    from contest c join handoff h on h.id = c.handoff_id where c.id = ${contestId} for update of c`)
  if (!row) return refuse('NOT_FOUND')
  const positions = await tx.rows<ContestFacts['positions'][number]>(sql`
    select side, person_id as "personId", opinion from contest_position where contest_id = ${contestId} order by at, side`)
  return { ...row, handoff, positions }
}

async function refuseSettled(tx: Tx, contest: Locked): Promise<void> {
  if (!contest.settledAt) return
  const { settledBy, outcome } = await view(tx, contest.id)
  refuse('ALREADY_SETTLED', { by: settledBy?.name ?? '', outcome })
}

/** The side that this head speaks for now. */
async function sideOf(tx: Tx, actor: Actor, contest: Locked, asked: Side | undefined): Promise<Side> {
  if (asked && !actor.headOf.includes(asked)) return refuse('FORBIDDEN')
  const sides = asked ? [asked] : actor.headOf
  const free = sides.filter((side) => speaksFor(side, actor.personId, contest.positions))
  const [side] = free
  if (!side) {
    const { positions } = await view(tx, contest.id)
    const given =
      positions.find(({ person }) => person.id === actor.personId) ??
      positions.find((position) => sides.includes(position.side))
    return refuse('POSITION_GIVEN', { by: given?.person.name ?? '' })
  }
  if (free.length > 1)
    return refuse('INVALID', {}, [{ path: 'side', code: 'required', message: 'say for which side' }])
  return side
}

async function insertPosition(
  tx: Tx,
  actor: Actor,
  contestId: number,
  position: ContestFacts['positions'][number],
  text: string,
): Promise<void> {
  await tx.run(sql`
    insert into contest_position (contest_id, side, opinion, text, person_id, at)
    values (${contestId}, ${position.side}::side, ${position.opinion}::contest_opinion, ${text}, ${actor.personId},
      ${actor.at}::timestamptz)`)
  await tx.run(sql`update contest set version = version + 1 where id = ${contestId}`)
}

/** After a position: settled where the heads agree, an executive's where nobody is left who could agree. */
async function goOn(tx: Tx, actor: Actor, contest: Locked, heads: Heads, hours: WorkingHours): Promise<void> {
  const agreed = agreementOf(contest.positions)
  if (agreed) return settle(tx, actor, contest, agreed, null)
  if (!contest.escalatedAt && standingOf(contest, heads, actor.at, hours).phase === 'executive')
    return escalate(tx, contest, contest.dueAt < actor.at ? contest.dueAt : actor.at, actor.at, hours)
  await announce(tx, { topic: 'contest', id: contest.id })
}

/** From `since` on the ruling is an executive's. */
async function escalate(tx: Tx, contest: Locked, since: Date, at: Date, hours: WorkingHours): Promise<void> {
  const dueAt = addWorkingMinutes(since, RULING_WITHIN_MINUTES, hours)
  await tx.run(sql`
    update contest set escalated_at = ${since}::timestamptz, due_at = ${dueAt}::timestamptz, version = version + 1
    where id = ${contest.id}`)
  const executives = await activeIds(tx, 'executive')
  await notify(tx, at, {
    to: executives.filter((id) => mayRule(contest, id, executives)),
    kind: 'contest_differs',
    leadId: contest.handoff.lead.id,
    handoffId: contest.handoff.id,
    data: { lead: contest.handoff.lead.displayName, contestId: contest.id },
    key: `contest ${contest.id} to an executive`,
  })
  await announce(tx, { topic: 'contest', id: contest.id })
}

/**
 * The end of it. The verdict itself stays what it was; an overturned one wakes a lead in nurture today, so that
 * marketing qualifies it and hands it off again.
 */
async function settle(
  tx: Tx,
  actor: Actor,
  contest: Locked,
  outcome: ContestOpinion,
  ruling: string | null,
): Promise<void> {
  const { handoff } = contest
  await tx.run(sql`
    update contest set outcome = ${outcome}::contest_opinion, ruling = ${ruling}, settled_by_id = ${actor.personId},
      settled_at = ${actor.at}::timestamptz, version = version + 1
    where id = ${contest.id} and settled_at is null`)
  const wakes = outcome === 'overturn' && handoff.lead.status === 'nurture'
  if (wakes) {
    await tx.run(sql`
      update lead set nurture_wake_on = ${dayOf(actor.at, handoff.lead.timeZone)}::date, version = version + 1,
        updated_at = ${actor.at}::timestamptz
      where id = ${handoff.lead.id}`)
  }
  await appendEvent(tx, actor, handoff.lead.id, {
    type: 'contest_settled',
    reason: ruling,
    data: { contestId: contest.id, round: handoff.round, outcome, wakes },
  })
  const heads = await headsOfBoth(tx)
  const to = [
    handoff.offeredById,
    contest.openedById,
    contest.decidedById,
    ...heads.marketing,
    ...heads.sales,
    ...(contest.escalatedAt ? await activeIds(tx, 'executive') : []),
  ]
  await tell(tx, actor, handoff, contest.id, 'contest_settled', to, { outcome })
  await announce(tx, { topic: 'contest', id: contest.id })
}

/** Everybody concerned but who did it. */
async function tell(
  tx: Tx,
  actor: Actor,
  handoff: LockedHandoff,
  contestId: number,
  kind: 'contest_opened' | 'contest_settled',
  to: readonly (number | null)[],
  more: Record<string, string> = {},
): Promise<void> {
  await notify(tx, actor.at, {
    to,
    kind,
    except: actor.personId,
    leadId: handoff.lead.id,
    handoffId: handoff.id,
    data: { lead: handoff.lead.displayName, by: actor.name, contestId, ...more },
    key: `contest ${contestId} ${kind}`,
  })
}

type Verdict = { decidedAt: Date; decidedById: number | null; contestedBy: string | null }

async function verdictOf(tx: Tx, handoffId: number): Promise<Verdict> {
  const verdict = await tx.one<Verdict>(sql`
    select h.decided_at as "decidedAt", h.decided_by_id as "decidedById",
      (select p.name from contest c join person p on p.id = c.opened_by_id where c.handoff_id = h.id) as "contestedBy"
    from handoff h where h.id = ${handoffId}`)
  if (!verdict) throw new Error('the handoff vanished')
  return verdict
}

async function headsOfBoth(tx: Tx): Promise<Heads> {
  return { marketing: await headsOf(tx, 'marketing'), sales: await headsOf(tx, 'sales') }
}

async function view(tx: Tx, id: number): Promise<ContestView> {
  const contest = await findContest(tx, id)
  if (!contest) throw new Error('the contest vanished inside its own transaction')
  return contest
}

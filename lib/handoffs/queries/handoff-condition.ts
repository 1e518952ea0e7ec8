import { inPeriod } from '@/lib/leads/queries/stage-condition'
import type { Side } from '@/lib/platform/db/generated/enums'
import { join, type Sql, sql } from '@/lib/platform/db/sql'
import type { HandoffFilters, HandoffSet } from '../handoff-sets'

/**
 * When the promise of a handoff was kept or broken: at its verdict if that was in time, else when it fell due. So a
 * handoff counts once, in the period in which its clock ran out, however late the verdict comes. While a question waits
 * for its answer sales' clock stands still, and nothing falls due.
 */
const settledAt = sql`case
  when handoff.decided_at <= handoff.due_at then handoff.decided_at
  when handoff.decided_at is null and handoff.asked_at <= handoff.due_at and handoff.answered_at is null then null
  else handoff.due_at end`

const isWaiting = sql`(handoff.state = 'pending' and handoff.asked_at is not null and handoff.answered_at is null)`
const isOwed = sql`(handoff.state = 'pending' and (handoff.asked_at is null or handoff.answered_at is not null))`
const isReturned = sql`(handoff.state = 'rejected' and handoff.seen_at is null)`
/** When marketing stopped owing the answer: with it, or with a verdict that did not wait for it. */
const answerOwedUntil = sql`coalesce(handoff.answered_at, handoff.decided_at)`
/** Nobody had answered when the answer was due; whoever answers later has broken the promise all the same. */
const answerFellDue = (at: Date) => sql`(handoff.answer_due_at < ${at}::timestamptz
  and coalesce(${answerOwedUntil} > handoff.answer_due_at, true))`
/** There is one contest of a handoff at most. Asked as a set, so that many handoffs are held against it at once. */
const isOverturned = sql`exists (select from contest c where c.handoff_id = handoff.id and c.outcome = 'overturn')`

/** A contest that sales lost takes the rejection off what counts against marketing; the round stays rejected. */
const isStanding = sql`(handoff.state = 'rejected' and not ${isOverturned})`
/**
 * What became of a lead is told by the last round that sales accepted: so each win counts once. Few leads are accepted
 * twice: those are found once, and only they are looked at one by one.
 */
const isLastAccepted = sql`(handoff.state = 'accepted' and (
  handoff.lead_id not in (select again.lead_id from handoff again where again.state = 'accepted' and again.round > 1)
  or not exists (select from handoff later
    where later.lead_id = handoff.lead_id and later.round > handoff.round and later.state = 'accepted')))`
// Sets, which are made once, and not a look at the lead of each handoff.
const isOfWonLead = sql`handoff.lead_id in (select l.id from lead l where l.won_at is not null)`
const isOfLeadAtWork = sql`handoff.lead_id in (select l.id from lead l where l.status in ('accepted', 'deal'))`
// The grades are declared from hot to cold.
const isHotter = sql`handoff.grade < handoff.computed_grade`
const isColder = sql`handoff.grade > handoff.computed_grade`

export type Moment = {
  /** the organisation's */
  timeZone: string
  at: Date
  /** rejections decided before this should have been looked at (lookedAtBy) */
  lookedAtBy?: Date
}

type Selection = Moment & HandoffFilters & { set: HandoffSet; from: string; to: string }

/** The rounds (table `handoff`, without an alias) that a number counts. */
export function handoffCondition(selection: Selection): Sql {
  const filters = filterConditions(selection)
  const set = setCondition(selection)
  return filters.length === 0 ? set : sql`${set} and ${join(filters, ' and ')}`
}

function filterConditions(selection: Selection): Sql[] {
  const { set, owner, reasonId, channelId, campaignId, marketerId, repId, version } = selection
  const conditions: Sql[] = []
  if (owner) conditions.push(sql`${ownerOf(set, owner.side)} is not distinct from ${owner.personId}::int`)
  if (reasonId !== undefined) conditions.push(sql`handoff.reason_id = ${reasonId}::int`)
  if (channelId !== undefined)
    conditions.push(ofLead(sql`l.channel_id is not distinct from ${channelId}::int`))
  if (campaignId !== undefined)
    conditions.push(ofLead(sql`l.campaign_id is not distinct from ${campaignId}::int`))
  if (marketerId !== undefined) conditions.push(sql`handoff.offered_by_id = ${marketerId}::int`)
  if (repId !== undefined) conditions.push(sql`handoff.decided_by_id = ${repId}::int`)
  if (version !== undefined) conditions.push(sql`handoff.definition_version = ${version}::int`)
  for (const [column, grade] of [
    [sql`handoff.grade`, selection.grade],
    [sql`handoff.computed_grade`, selection.computedGrade],
  ] as const)
    if (grade !== undefined)
      conditions.push(grade === null ? sql`${column} is null` : sql`${column} = ${grade}::grade`)
  return conditions
}

function ofLead(condition: Sql): Sql {
  return sql`exists (select from lead l where l.id = handoff.lead_id and ${condition})`
}

function setCondition({ set, from, to, timeZone, at, lookedAtBy }: Selection): Sql {
  const period = { from, to }
  switch (set) {
    case 'decided':
    case 'timed':
    case 'accepted':
    case 'rejected':
    case 'contested':
    case 'overturned':
    case 'standing':
    case 'againstMarketing':
    case 'won':
    case 'atWork':
    case 'overridden':
    case 'overriddenUp':
    case 'overriddenDown':
    case 'overrideRight':
      return sql`${inPeriod(sql`handoff.decided_at`, period, timeZone)} and ${within(set, at, lookedAtBy)}`
    case 'wonIn':
      return sql`handoff.lead_id in (select w.id from lead w where ${inPeriod(sql`w.won_at`, period, timeZone)})
        and ${isLastAccepted}`
    // Each of the two by its one time: an index on it has all that is asked.
    case 'inTime':
      return sql`${inPeriod(sql`handoff.decided_at`, period, timeZone)} and ${within(set, at)}`
    case 'broken':
      return sql`${inPeriod(sql`handoff.due_at`, period, timeZone)} and handoff.due_at < ${at}::timestamptz
        and ${settledAt} is not null and ${within(set, at)}`
    case 'settled':
      // The first line says nothing new: it lets the indexes on both times find the rows.
      return sql`(${inPeriod(sql`handoff.decided_at`, period, timeZone)} or ${inPeriod(sql`handoff.due_at`, period, timeZone)})
        and ${inPeriod(settledAt, period, timeZone)}
        and (handoff.decided_at <= handoff.due_at or handoff.due_at < ${at}::timestamptz) and ${within(set, at, lookedAtBy)}`
    case 'asked':
    case 'answerSettled':
    case 'answerInTime':
    case 'answerBroken':
      return sql`${inPeriod(sql`handoff.asked_at`, period, timeZone)} and ${within(set, at, lookedAtBy)}`
    case 'offered':
    case 'complete':
    case 'ready':
      return sql`${inPeriod(sql`handoff.offered_at`, period, timeZone)} and ${within(set, at, lookedAtBy)}`
    default:
      return within(set, at, lookedAtBy)
  }
}

/** The time by whose day a set of a period counts. */
export function countedAt(set: HandoffSet): Sql {
  switch (set) {
    case 'wonIn':
      return sql`(select w.won_at from lead w where w.id = handoff.lead_id)`
    case 'settled':
      return settledAt
    case 'broken':
      return sql`handoff.due_at`
    case 'asked':
    case 'answerSettled':
    case 'answerInTime':
    case 'answerBroken':
      return sql`handoff.asked_at`
    case 'offered':
    case 'complete':
    case 'ready':
      return sql`handoff.offered_at`
    default:
      return sql`handoff.decided_at`
  }
}

/** What makes a handoff one of the set among those of its period: for counting several sets in one look. */
export function within(set: HandoffSet, at: Date, lookedAtBy: Date = at): Sql {
  switch (set) {
    case 'decided':
    case 'settled':
    case 'asked':
    case 'offered':
      return sql`true`
    case 'accepted':
      return sql`handoff.state = 'accepted'`
    case 'rejected':
      return sql`handoff.state = 'rejected'`
    case 'timed':
      return sql`handoff.response_minutes is not null`
    case 'inTime':
      return sql`handoff.decided_at <= handoff.due_at`
    case 'broken':
      return sql`(handoff.decided_at <= handoff.due_at) is not true`
    case 'contested':
      return sql`(handoff.state = 'rejected' and exists (select from contest c where c.handoff_id = handoff.id))`
    case 'overturned':
      return sql`(handoff.state = 'rejected' and ${isOverturned})`
    case 'standing':
      return isStanding
    case 'againstMarketing':
      return sql`(${isStanding}
        and handoff.reason_id in (select r.id from rejection_reason r where r.counts_against_marketing))`
    case 'won':
      return sql`(${isOfWonLead} and ${isLastAccepted})`
    case 'wonIn':
      return isLastAccepted
    case 'atWork':
      return sql`(${isOfLeadAtWork} and ${isLastAccepted})`
    case 'overridden':
      return sql`handoff.grade <> handoff.computed_grade`
    case 'overriddenUp':
      return isHotter
    case 'overriddenDown':
      return isColder
    case 'overrideRight':
      return sql`((${isHotter} and handoff.state = 'accepted') or (${isColder} and handoff.state = 'rejected'))`
    case 'answerSettled':
      return sql`(handoff.answered_at <= handoff.answer_due_at or ${answerFellDue(at)})`
    case 'answerInTime':
      return sql`handoff.answered_at <= handoff.answer_due_at`
    case 'answerBroken':
      return answerFellDue(at)
    case 'complete':
      return sql`handoff.complete`
    case 'ready':
      return sql`handoff.override_reason is null`
    case 'pending':
      return isOwed
    case 'overdue':
      return sql`(${isOwed} and handoff.due_at < ${at}::timestamptz)`
    case 'waiting':
      return isWaiting
    case 'waitingLate':
      return sql`(${isWaiting} and handoff.answer_due_at < ${at}::timestamptz)`
    case 'returned':
      return isReturned
    case 'returnedLate':
      return sql`(${isReturned} and handoff.decided_at < ${lookedAtBy}::timestamptz)`
  }
}

/**
 * In whose row a handoff counts. A promise that was kept is whose deed it was; a broken one is whose it was to keep: the
 * rep to whom it is offered (nobody's where it lies in the open queue), the marketer who handed it off.
 */
export function ownerOf(set: HandoffSet, side: Side): Sql {
  if (side === 'marketing') {
    if (set === 'answerSettled' || set === 'answerInTime' || set === 'answerBroken')
      return sql`case when handoff.answered_at <= handoff.answer_due_at then handoff.answered_by_id
        else handoff.offered_by_id end`
    return sql`handoff.offered_by_id`
  }
  switch (set) {
    case 'settled':
      return sql`case when handoff.decided_at <= handoff.due_at then handoff.decided_by_id else handoff.assignee_id end`
    case 'broken':
      return sql`handoff.assignee_id`
    case 'asked':
    case 'answerSettled':
    case 'answerInTime':
    case 'answerBroken':
      return sql`handoff.asked_by_id`
    case 'pending':
    case 'overdue':
    case 'waiting':
    case 'waitingLate':
    case 'offered':
    case 'complete':
    case 'ready':
      return sql`handoff.assignee_id`
    default:
      return sql`handoff.decided_by_id`
  }
}

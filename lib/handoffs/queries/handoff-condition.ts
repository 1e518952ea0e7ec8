import { inPeriod } from '@/lib/leads/queries/stage-condition'
import type { Side } from '@/lib/platform/db/generated/enums'
import { empty, type Sql, sql } from '@/lib/platform/db/sql'
import type { HandoffSet, SetOwner } from '../handoff-sets'

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
const outcome = sql`(select c.outcome from contest c where c.handoff_id = handoff.id)`

export type Moment = {
  /** the organisation's */
  timeZone: string
  at: Date
  /** rejections decided before this should have been looked at (lookedAtBy) */
  lookedAtBy?: Date
}

type Selection = Moment & { set: HandoffSet; from: string; to: string; owner?: SetOwner; reasonId?: number }

/** The rounds (table `handoff`, without an alias) that a number counts. */
export function handoffCondition(selection: Selection): Sql {
  const { owner, reasonId } = selection
  const ofOwner = owner
    ? sql`and ${ownerOf(selection.set, owner.side)} is not distinct from ${owner.personId}::int`
    : empty
  const ofReason = reasonId === undefined ? empty : sql`and handoff.reason_id = ${reasonId}::int`
  return sql`${setCondition(selection)} ${ofOwner} ${ofReason}`
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
      return sql`${inPeriod(sql`handoff.decided_at`, period, timeZone)} and ${within(set, at, lookedAtBy)}`
    case 'settled':
    case 'inTime':
    case 'broken':
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
      return sql`(handoff.state = 'rejected' and ${outcome} = 'overturn')`
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
    case 'inTime':
    case 'broken':
      return sql`case when handoff.decided_at <= handoff.due_at then handoff.decided_by_id else handoff.assignee_id end`
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

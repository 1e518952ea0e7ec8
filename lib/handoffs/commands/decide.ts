import { takeRejectedLead } from '@/lib/leads/commands/other-steps'
import { authoriseStep, type LockedLead, takeStep } from '@/lib/leads/commands/step'
import type { Actor } from '@/lib/platform/actor'
import { hasRole } from '@/lib/platform/actor'
import type {
  Grade,
  HandoffState,
  LeadStatus,
  Origin,
  ReasonOutcome,
} from '@/lib/platform/db/generated/enums'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { type Result, refuse } from '@/lib/platform/result'
import { answerDue, dueAfterAnswer, responseMinutes } from '../clock'
import { canAnswer, canDecide } from '../policy'
import { findHandoff, type HandoffView } from '../queries/handoff-view'
import type { AcceptInput, AnswerInput, AskInput, OneHandoffInput, RejectInput } from '../schema'

type LockedHandoff = {
  id: number
  round: number
  state: HandoffState
  assigneeId: number | null
  offeredById: number
  offeredAt: Date
  dueAt: Date
  askedAt: Date | null
  answeredAt: Date | null
  lead: LockedLead
}

type Row = Omit<LockedHandoff, 'lead'> & {
  leadId: number
  version: number
  status: LeadStatus
  origin: Origin
  grade: Grade | null
  computedGrade: Grade | null
  displayName: string
  ownerId: number | null
  leadAssigneeId: number | null
  timeZone: string
}

/** Locks the lead, then the handoff: every command takes them in this order, so two can wait but never deadlock. */
async function lockHandoff(tx: Tx, handoffId: number): Promise<LockedHandoff> {
  await tx.run(sql`
    select 1 from lead where id = (select lead_id from handoff where id = ${handoffId}) for update`)
  const row = await tx.one<Row>(sql`
    select h.id, h.round, h.state, h.assignee_id as "assigneeId", h.offered_by_id as "offeredById",
      h.offered_at as "offeredAt", h.due_at as "dueAt", h.asked_at as "askedAt", h.answered_at as "answeredAt",
      l.id as "leadId", l.version, l.status, l.origin, l.grade, l.computed_grade as "computedGrade",
      l.display_name as "displayName", l.owner_id as "ownerId", l.assignee_id as "leadAssigneeId",
      (select time_zone from organisation) as "timeZone"
    from handoff h join lead l on l.id = h.lead_id where h.id = ${handoffId} for update of h`)
  if (!row) return refuse('NOT_FOUND')
  const {
    leadId,
    version,
    status,
    origin,
    grade,
    computedGrade,
    displayName,
    ownerId,
    leadAssigneeId,
    timeZone,
  } = row
  return {
    ...row,
    lead: {
      id: leadId,
      version,
      status,
      origin,
      grade,
      computedGrade,
      displayName,
      ownerId,
      assigneeId: leadAssigneeId,
      timeZone,
    },
  }
}

/** Locks a handoff that this actor may decide now. A second verdict is ALREADY_DECIDED and names who decided. */
async function lockForVerdict(tx: Tx, actor: Actor, handoffId: number): Promise<LockedHandoff> {
  if (!hasRole(actor, 'sales')) return refuse('FORBIDDEN')
  const handoff = await lockHandoff(tx, handoffId)
  if (handoff.state !== 'pending') {
    const decided = await findHandoff(tx, handoff.id, actor.at)
    return refuse('ALREADY_DECIDED', {
      by: decided?.decidedBy?.name ?? '',
      verdict: handoff.state,
      at: decided?.decidedAt?.toISOString() ?? '',
    })
  }
  if (!canDecide(actor, handoff)) return refuse('FORBIDDEN')
  return handoff
}

/** Sales takes the lead. Of two at the same moment one gets it; the other is told who did. */
export function acceptHandoff(actor: Actor, input: AcceptInput): Promise<Result<HandoffView>> {
  return inTransaction(async (tx) => {
    const handoff = await lockForVerdict(tx, actor, input.handoffId)
    authoriseStep(actor, handoff.lead, 'accept')
    const minutes = responseMinutes(handoff, actor.at, handoff.lead.timeZone)
    await decide(
      tx,
      handoff,
      sql`
      update handoff set state = 'accepted', decided_by_id = ${actor.personId}, decided_at = ${actor.at}::timestamptz,
        response_minutes = ${minutes}, first_opened_at = coalesce(first_opened_at, ${actor.at}::timestamptz)
      where id = ${handoff.id} and state = 'pending'`,
    )
    await takeStep(
      tx,
      actor,
      handoff.lead,
      'accept',
      { type: 'accepted', data: { handoffId: handoff.id, round: handoff.round } },
      { changes: [sql`assignee_id = ${actor.personId}::int`] },
    )
    return view(tx, handoff.id, actor)
  })
}

/** Sales hands the lead back. UNKNOWN_REASON; REASON_NEEDS_COMMENT where the reason asks for one. */
export function rejectHandoff(actor: Actor, input: RejectInput): Promise<Result<HandoffView>> {
  return inTransaction(async (tx) => {
    const handoff = await lockForVerdict(tx, actor, input.handoffId)
    const reason = await findReason(tx, actor, input.reason)
    if (reason.needsComment && !input.comment) {
      return refuse('REASON_NEEDS_COMMENT', { reason: reason.code }, [
        { path: 'comment', code: 'required', message: 'is required' },
      ])
    }
    authoriseStep(actor, handoff.lead, 'rejectToNurture')
    const comment = input.comment ?? null
    const minutes = responseMinutes(handoff, actor.at, handoff.lead.timeZone)
    await decide(
      tx,
      handoff,
      sql`
      update handoff set state = 'rejected', decided_by_id = ${actor.personId}, decided_at = ${actor.at}::timestamptz,
        response_minutes = ${minutes}, reason_id = ${reason.id}, comment = ${comment},
        first_opened_at = coalesce(first_opened_at, ${actor.at}::timestamptz)
      where id = ${handoff.id} and state = 'pending'`,
    )
    await takeRejectedLead(tx, actor, handoff.lead, reason, {
      reason: comment ?? reason.name,
      data: { handoffId: handoff.id, round: handoff.round, reasonCode: reason.code, comment },
    })
    return view(tx, handoff.id, actor)
  })
}

async function decide(tx: Tx, handoff: LockedHandoff, update: ReturnType<typeof sql>): Promise<void> {
  if ((await tx.run(update)) !== 1) refuse('ALREADY_DECIDED', { by: '', verdict: handoff.state, at: '' })
}

type Reason = {
  id: number
  code: string
  name: string
  outcome: ReasonOutcome
  nurtureDays: number | null
  needsComment: boolean
}

async function findReason(tx: Tx, actor: Actor, text: string): Promise<Reason> {
  const reason = await tx.one<Reason>(sql`
    select id, code, case when ${actor.locale} = 'ru' then name_ru else name_en end as name, outcome,
      nurture_days as "nurtureDays", needs_comment as "needsComment"
    from rejection_reason
    where archived_at is null and lower(${text}) in (code, lower(name_en), lower(name_ru))
    order by position limit 1`)
  if (reason) return reason
  return refuse('UNKNOWN_REASON', { name: text }, [
    { path: 'reason', code: 'unknown_reason', message: 'is not on the list of reasons' },
  ])
}

/** Sends the lead back with a question, once per round: sales' clock stops, marketing's starts. */
export function askAboutHandoff(actor: Actor, input: AskInput): Promise<Result<HandoffView>> {
  return inTransaction(async (tx) => {
    const handoff = await lockForVerdict(tx, actor, input.handoffId)
    if (handoff.askedAt) return refuse('ALREADY_ASKED')
    const answerDueAt = answerDue(actor.at, handoff.lead.timeZone)
    await tx.run(sql`
      update handoff set question = ${input.question}, asked_by_id = ${actor.personId},
        asked_at = ${actor.at}::timestamptz, answer_due_at = ${answerDueAt}::timestamptz,
        first_opened_at = coalesce(first_opened_at, ${actor.at}::timestamptz)
      where id = ${handoff.id}`)
    await noteOnLead(tx, actor, handoff, 'asked', input.question)
    return view(tx, handoff.id, actor)
  })
}

/** Marketing answers: what was left of sales' time runs again. */
export function answerHandoff(actor: Actor, input: AnswerInput): Promise<Result<HandoffView>> {
  return inTransaction(async (tx) => {
    if (!canAnswer(actor)) return refuse('FORBIDDEN')
    const handoff = await lockHandoff(tx, input.handoffId)
    if (handoff.state !== 'pending') return refuse('WRONG_STATE', { status: handoff.state, step: 'answer' })
    if (!handoff.askedAt) return refuse('NOTHING_ASKED')
    if (handoff.answeredAt) return refuse('WRONG_STATE', { status: 'answered', step: 'answer' })
    const dueAt = dueAfterAnswer(
      { dueAt: handoff.dueAt, askedAt: handoff.askedAt },
      actor.at,
      handoff.lead.timeZone,
    )
    await tx.run(sql`
      update handoff set answer = ${input.text}, answered_by_id = ${actor.personId},
        answered_at = ${actor.at}::timestamptz, due_at = ${dueAt}::timestamptz
      where id = ${handoff.id}`)
    await noteOnLead(tx, actor, handoff, 'answered', input.text)
    return view(tx, handoff.id, actor)
  })
}

/** The handed-off state stays; the exchange is in the history, and stale screens learn of it by the version. */
async function noteOnLead(
  tx: Tx,
  actor: Actor,
  handoff: LockedHandoff,
  type: 'asked' | 'answered',
  text: string,
): Promise<void> {
  await tx.run(sql`
    with moved as (
      update lead set version = version + 1, updated_at = ${actor.at}::timestamptz
      where id = ${handoff.lead.id} returning id)
    insert into lead_event (lead_id, type, from_status, to_status, actor_id, at, reason, data)
    select id, ${type}, 'handed_off', 'handed_off', ${actor.personId}::int, ${actor.at}::timestamptz, ${text},
      ${JSON.stringify({ handoffId: handoff.id, round: handoff.round })}::jsonb from moved`)
}

/** Somebody who may decide looked at it: the first time is kept. Nothing happens for the others. */
export function openHandoff(actor: Actor, input: OneHandoffInput): Promise<Result<{ id: number }>> {
  return inTransaction(async (tx) => {
    if (hasRole(actor, 'sales')) {
      await tx.run(sql`
        update handoff set first_opened_at = ${actor.at}::timestamptz
        where id = ${input.handoffId} and first_opened_at is null and state = 'pending'
          and (${actor.headOf.includes('sales')} or coalesce(assignee_id, ${actor.personId}::int) = ${actor.personId}::int)`)
    }
    return { id: input.handoffId }
  })
}

/** The marketer has read a rejection: it leaves their list. Marketers only. */
export function markRejectionSeen(actor: Actor, input: OneHandoffInput): Promise<Result<{ id: number }>> {
  return inTransaction(async (tx) => {
    if (!hasRole(actor, 'marketer')) return refuse('FORBIDDEN')
    const changed = await tx.run(sql`
      update handoff set seen_at = coalesce(seen_at, ${actor.at}::timestamptz)
      where id = ${input.handoffId} and state = 'rejected'`)
    if (changed !== 1) return refuse('NOT_FOUND')
    return { id: input.handoffId }
  })
}

async function view(tx: Tx, id: number, actor: Actor): Promise<HandoffView> {
  const handoff = await findHandoff(tx, id, actor.at)
  if (!handoff) throw new Error('the handoff vanished inside its own transaction')
  return handoff
}

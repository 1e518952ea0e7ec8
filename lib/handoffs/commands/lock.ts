import { hoursStamp, workingHoursAt } from '@/lib/calendars/queries'
import type { LockedLead } from '@/lib/leads/commands/step'
import { type Actor, hasRole } from '@/lib/platform/actor'
import type { Grade, HandoffAlarm, HandoffState, LeadStatus, Origin } from '@/lib/platform/db/generated/enums'
import { sql } from '@/lib/platform/db/sql'
import type { Tx } from '@/lib/platform/db/transaction'
import type { LiveEvent } from '@/lib/platform/realtime/announce'
import { refuse } from '@/lib/platform/result'
import type { WorkingHours } from '@/lib/platform/working-time'
import { canDecide } from '../policy'
import { findHandoff, type HandoffView } from '../queries/handoff-view'

export type LockedHandoff = {
  id: number
  round: number
  state: HandoffState
  grade: Grade | null
  definitionVersion: number
  calendarId: number
  hoursStamp: string
  assigneeId: number | null
  offeredById: number
  offeredAt: Date
  dueAt: Date
  askedAt: Date | null
  askedById: number | null
  answerDueAt: Date | null
  answeredAt: Date | null
  alarm: HandoffAlarm | null
  alarmAt: Date | null
  lead: LockedLead
}

type Row = Omit<LockedHandoff, 'lead'> & {
  leadId: number
  version: number
  status: LeadStatus
  origin: Origin
  leadGrade: Grade | null
  computedGrade: Grade | null
  displayName: string
  ownerId: number | null
  leadAssigneeId: number | null
  timeZone: string
}

/** Locks the lead, then the handoff: every command takes them in this order, so two can wait but never deadlock. */
export async function lockHandoff(tx: Tx, handoffId: number): Promise<LockedHandoff> {
  const held = await tx.one<{ id: number }>(sql`
    select id from lead where id = (select lead_id from handoff where id = ${handoffId}) for update`)
  const row = await tx.one<Row>(sql`
    select h.id, h.round, h.state, h.grade, h.definition_version as "definitionVersion",
      h.calendar_id as "calendarId", ${hoursStamp(sql`h.calendar_id`)} as "hoursStamp", h.assignee_id as "assigneeId", h.offered_by_id as "offeredById",
      h.offered_at as "offeredAt", h.due_at as "dueAt", h.asked_at as "askedAt", h.asked_by_id as "askedById", h.answered_at as "answeredAt",
      h.answer_due_at as "answerDueAt", h.alarm, h.alarm_at as "alarmAt",
      l.id as "leadId", l.version, l.status, l.origin, l.grade as "leadGrade", l.computed_grade as "computedGrade",
      l.display_name as "displayName", l.owner_id as "ownerId", l.assignee_id as "leadAssigneeId",
      (select time_zone from organisation) as "timeZone"
    from handoff h join lead l on l.id = h.lead_id where h.id = ${handoffId} for update of h`)
  if (!row) return refuse('NOT_FOUND')
  // while this waited, its lead was merged into another one: that one is to be held
  if (row.leadId !== held?.id) return lockHandoff(tx, handoffId)
  const {
    leadId,
    version,
    status,
    origin,
    leadGrade,
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
      grade: leadGrade,
      computedGrade,
      displayName,
      ownerId,
      assigneeId: leadAssigneeId,
      timeZone,
    },
  }
}

/** The working hours that its clocks run by. */
export function hoursOf(tx: Tx, { calendarId, hoursStamp }: LockedHandoff): Promise<WorkingHours> {
  return workingHoursAt(tx, calendarId, hoursStamp)
}

/** Locks a handoff that this actor may decide now. A second verdict is ALREADY_DECIDED and names who decided. */
export async function lockForVerdict(tx: Tx, actor: Actor, handoffId: number): Promise<LockedHandoff> {
  if (!hasRole(actor, 'sales')) return refuse('FORBIDDEN')
  const handoff = await lockHandoff(tx, handoffId)
  if (handoff.state !== 'pending') return refuseDecided(tx, actor, handoff)
  if (!canDecide(actor, handoff)) return refuse('FORBIDDEN')
  return handoff
}

/** Names who decided. */
export async function refuseDecided(tx: Tx, actor: Actor, { id, state }: LockedHandoff): Promise<never> {
  const decided = await findHandoff(tx, id, actor.at)
  return refuse('ALREADY_DECIDED', {
    by: decided?.decidedBy?.name ?? '',
    verdict: state,
    at: decided?.decidedAt?.toISOString() ?? '',
  })
}

type Verdict =
  | { state: 'accepted'; minutes: number }
  | { state: 'rejected'; minutes: number; reasonId: number; comment: string | null }

/**
 * Writes the verdict and, beside it, what it overwrites here and on the lead (`lib/handoffs/undo.ts`); no alarm rings any
 * more. The state is compared once more in the statement itself.
 */
export async function decide(tx: Tx, actor: Actor, handoff: LockedHandoff, verdict: Verdict): Promise<void> {
  const { reasonId, comment } = verdict.state === 'rejected' ? verdict : { reasonId: null, comment: null }
  const changed = await tx.run(sql`
    update handoff h set state = ${verdict.state}::handoff_state, decided_by_id = ${actor.personId},
      decided_at = ${actor.at}::timestamptz, response_minutes = ${verdict.minutes}, reason_id = ${reasonId}::int,
      comment = ${comment}::text, first_opened_at = coalesce(h.first_opened_at, ${actor.at}::timestamptz),
      alarm = null, alarm_at = null, before_verdict = jsonb_build_object('firstOpenedAt', h.first_opened_at,
        'alarm', h.alarm, 'alarmAt', h.alarm_at, 'lead', jsonb_build_object('version', l.version,
          'statusSince', l.status_since, 'acceptedAt', l.accepted_at, 'assigneeId', l.assignee_id,
          'nurtureWakeOn', l.nurture_wake_on, 'nurtureNextStep', l.nurture_next_step,
          'wokenByTouchId', l.woken_by_touch_id, 'timesReturned', l.times_returned))
    from lead l where h.id = ${handoff.id} and h.state = 'pending' and l.id = h.lead_id`)
  if (changed !== 1) refuse('ALREADY_DECIDED', { by: '', verdict: handoff.state, at: '' })
}

/** What the queues on other screens learn of a handoff that changed. */
export function liveHandoff(
  handoff: { id: number; assigneeId: number | null; lead: { id: number } },
  actor: Actor,
  state: HandoffState,
  /** for marketing's answer */
  waiting = false,
): LiveEvent {
  const { id, assigneeId, lead } = handoff
  return { topic: 'handoff', id, data: { state, assigneeId, waiting, leadId: lead.id, byId: actor.personId } }
}

/** The handoff as the transaction leaves it. */
export async function view(tx: Tx, id: number, actor: Actor): Promise<HandoffView> {
  const handoff = await findHandoff(tx, id, actor.at)
  if (!handoff) throw new Error('the handoff vanished inside its own transaction')
  return handoff
}

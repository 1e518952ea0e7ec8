import type { Actor } from '@/lib/platform/actor'
import type { Grade, LeadStatus, Origin } from '@/lib/platform/db/generated/enums'
import { join, type Sql, sql } from '@/lib/platform/db/sql'
import type { Tx } from '@/lib/platform/db/transaction'
import { type LiveEvent, notified } from '@/lib/platform/realtime/announce'
import { refuse } from '@/lib/platform/result'
import { judgeStep, STEPS, type StepName } from '../lifecycle'
import { mergedInto } from '../queries/merges'

/** What a step needs to know of a lead, read under the row's lock. */
export type LockedLead = {
  id: number
  version: number
  status: LeadStatus
  origin: Origin
  grade: Grade | null
  computedGrade: Grade | null
  displayName: string
  ownerId: number | null
  assigneeId: number | null
  /** the organisation's */
  timeZone: string
}

/** Locks the lead until the end of the transaction. NOT_FOUND; STALE_VERSION when the caller saw another version. */
export async function lockLead(tx: Tx, leadId: number, sawVersion?: number): Promise<LockedLead> {
  const lead = await tx.one<LockedLead>(sql`
    select id, version, status, origin, grade, computed_grade as "computedGrade", display_name as "displayName",
      owner_id as "ownerId", assignee_id as "assigneeId", (select time_zone from organisation) as "timeZone"
    from lead where id = ${leadId} for update`)
  if (!lead) return refuseMissing(tx, leadId)
  if (sawVersion !== undefined && sawVersion !== lead.version) {
    return refuse('STALE_VERSION', { version: lead.version })
  }
  return lead
}

/** There is no such lead, or it is part of another one. */
export async function refuseMissing(tx: Tx, leadId: number): Promise<never> {
  const into = await mergedInto(tx, leadId)
  return into === null ? refuse('NOT_FOUND') : refuse('MERGED', { into })
}

/** Refuses with FORBIDDEN or WRONG_STATE unless the actor may take the step with this lead now. */
export function authoriseStep(actor: Actor, lead: LockedLead, step: StepName): void {
  const verdict = judgeStep(step, lead, actor.roles)
  if (verdict === 'FORBIDDEN') refuse('FORBIDDEN', { step })
  if (verdict === 'WRONG_STATE') refuse('WRONG_STATE', { status: lead.status, step })
}

export type LeadEventInput = { type: string; reason?: string | null; data?: Record<string, unknown> }

/**
 * The one place where a lead's state is written. Checks the actor, compares and sets on the state and version that
 * were read, keeps the first time of the stage, appends the event and announces it to other screens, in one statement.
 * `changes` are further columns of the lead that the step sets; `stageAt` is the stage's time where it was earlier than
 * now (a win entered afterwards); `announce` is what changed together with the lead. `restored` puts columns back as
 * they were instead of what entering the state sets: for the step that takes another one back.
 */
export async function takeStep(
  tx: Tx,
  actor: Actor,
  lead: LockedLead,
  step: StepName,
  event: LeadEventInput,
  options: {
    changes?: readonly Sql[]
    stageAt?: Date
    restored?: readonly Sql[]
    announce?: readonly LiveEvent[]
  } = {},
): Promise<void> {
  authoriseStep(actor, lead, step)
  const to: LeadStatus = STEPS[step].to
  const sets = [
    sql`status = ${to}::lead_status`,
    sql`version = version + 1`,
    sql`updated_at = ${actor.at}::timestamptz`,
    ...(options.restored ?? entered(lead.status, to, actor.at, options.stageAt)),
    ...(options.changes ?? []),
  ]
  const live: LiveEvent = {
    topic: 'lead',
    id: lead.id,
    data: { state: to, version: lead.version + 1, byId: actor.personId },
  }
  const told = await tx.run(sql`
    with moved as (
      update lead set ${join(sets)}
      where id = ${lead.id} and version = ${lead.version} and status = ${lead.status}::lead_status
      returning id),
    noted as (
      insert into lead_event (lead_id, type, from_status, to_status, actor_id, at, reason, data)
      select id, ${event.type}, ${lead.status}::lead_status, ${to}::lead_status, ${actor.personId}::int,
        ${actor.at}::timestamptz, ${event.reason ?? null}, ${JSON.stringify(event.data ?? {})}::jsonb
      from moved returning 1)
    select ${notified([live, ...(options.announce ?? [])])} from noted`)
  if (told === 0) refuse('STALE_VERSION')
}

/** What a lead's columns become by entering a state. */
function entered(from: LeadStatus, to: LeadStatus, at: Date, stageAt = at): Sql[] {
  return [
    ...(to === from ? [] : [sql`status_since = ${at}::timestamptz`]),
    ...stageTime(to, stageAt),
    sql`woken_by_touch_id = null`,
    ...(to === 'nurture' ? [] : [sql`nurture_wake_on = null`, sql`nurture_next_step = null`]),
    ...(goesBack(from, to) ? [sql`times_returned = times_returned + 1`] : []),
  ]
}

/** From sales back to marketing, or out: rejected, or let go after it was accepted or lost. Reworking counts each time. */
function goesBack(from: LeadStatus, to: LeadStatus): boolean {
  if (to === 'nurture') return from === 'handed_off' || from === 'accepted' || from === 'lost'
  return from === 'handed_off' && to === 'disqualified'
}

/** The first time of a stage is kept; entering it again changes nothing. */
function stageTime(to: LeadStatus, at: Date): Sql[] {
  switch (to) {
    case 'qualified':
      return [sql`qualified_at = coalesce(qualified_at, ${at}::timestamptz)`]
    case 'handed_off':
      return [sql`handed_off_at = coalesce(handed_off_at, ${at}::timestamptz)`]
    case 'accepted':
      return [sql`accepted_at = coalesce(accepted_at, ${at}::timestamptz)`]
    case 'deal':
      return [sql`deal_at = coalesce(deal_at, ${at}::timestamptz)`]
    case 'won':
      return [sql`won_at = coalesce(won_at, ${at}::timestamptz)`]
    case 'lost':
      return [sql`lost_at = coalesce(lost_at, ${at}::timestamptz)`]
    default:
      return []
  }
}

/** Appends to the history without changing the state, and announces it. */
export async function appendEvent(
  tx: Tx,
  actor: Actor,
  leadId: number,
  event: LeadEventInput,
): Promise<void> {
  const live: LiveEvent = { topic: 'lead', id: leadId, data: { byId: actor.personId } }
  await tx.run(sql`
    with noted as (
      insert into lead_event (lead_id, type, actor_id, at, reason, data)
      values (${leadId}, ${event.type}, ${actor.personId}::int, ${actor.at}::timestamptz, ${event.reason ?? null},
        ${JSON.stringify(event.data ?? {})}::jsonb) returning 1)
    select ${notified([live])} from noted`)
}

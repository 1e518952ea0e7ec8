import type { LockedLead } from '@/lib/leads/commands/step'
import { type Actor, hasRole } from '@/lib/platform/actor'
import type { Grade, HandoffState, LeadStatus, Origin } from '@/lib/platform/db/generated/enums'
import { type Sql, sql } from '@/lib/platform/db/sql'
import type { Tx } from '@/lib/platform/db/transaction'
import type { LiveEvent } from '@/lib/platform/realtime/announce'
import { refuse } from '@/lib/platform/result'
import { canDecide } from '../policy'
import { findHandoff, type HandoffView } from '../queries/handoff-view'

export type LockedHandoff = {
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
export async function lockHandoff(tx: Tx, handoffId: number): Promise<LockedHandoff> {
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
export async function lockForVerdict(tx: Tx, actor: Actor, handoffId: number): Promise<LockedHandoff> {
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

/** Writes the verdict; the state is compared once more in the statement itself. */
export async function decide(tx: Tx, handoff: LockedHandoff, update: Sql): Promise<void> {
  if ((await tx.run(update)) !== 1) refuse('ALREADY_DECIDED', { by: '', verdict: handoff.state, at: '' })
}

/** What the queues on other screens learn of a handoff that changed. */
export function liveHandoff(
  handoff: { id: number; assigneeId: number | null; lead: { id: number } },
  actor: Actor,
  state: HandoffState,
): LiveEvent {
  const { id, assigneeId, lead } = handoff
  return { topic: 'handoff', id, data: { state, assigneeId, leadId: lead.id, byId: actor.personId } }
}

/** The handoff as the transaction leaves it. */
export async function view(tx: Tx, id: number, actor: Actor): Promise<HandoffView> {
  const handoff = await findHandoff(tx, id, actor.at)
  if (!handoff) throw new Error('the handoff vanished inside its own transaction')
  return handoff
}

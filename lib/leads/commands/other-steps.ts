import type { Actor } from '@/lib/platform/actor'
import { addDays, dayOf } from '@/lib/platform/calendar'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import type { LiveEvent } from '@/lib/platform/realtime/announce'
import { type Result, refuse } from '@/lib/platform/result'
import { findLead, type LeadView } from '../queries/lead-view'
import type { DisqualifyInput, NurtureInput, StepInput } from '../schema'
import { type LockedLead, lockLead, takeStep } from './step'

/** Keeps a lead warm until a day, with a next step. INVALID when the day is past. */
export function nurtureLead(actor: Actor, input: NurtureInput): Promise<Result<LeadView>> {
  return inTransaction(async (tx) => {
    const lead = await lockLead(tx, input.leadId, input.version)
    const wakeOn = input.wakeAt instanceof Date ? dayOf(input.wakeAt, lead.timeZone) : input.wakeAt
    const today = dayOf(actor.at, lead.timeZone)
    if (wakeOn < today) {
      return refuse('INVALID', {}, [{ path: 'wakeAt', code: 'past', message: 'must not be in the past' }])
    }
    await takeStep(
      tx,
      actor,
      lead,
      'nurture',
      { type: 'nurtured', data: { wakeOn, nextStep: input.nextStep } },
      { changes: [sql`nurture_wake_on = ${wakeOn}::date`, sql`nurture_next_step = ${input.nextStep}`] },
    )
    return theLead(tx, lead.id)
  })
}

/**
 * What a rejection does to its lead, as the reason says: back to nurture for some days and with a next step, or
 * disqualified; never to nowhere.
 */
export async function takeRejectedLead(
  tx: Tx,
  actor: Actor,
  lead: LockedLead,
  reason: { outcome: 'nurture' | 'disqualified'; nurtureDays: number | null; nextStep: string },
  { announce, ...event }: { reason: string; data: Record<string, unknown>; announce?: readonly LiveEvent[] },
): Promise<void> {
  if (reason.outcome === 'disqualified') {
    await takeStep(tx, actor, lead, 'rejectToDisqualified', { type: 'rejected', ...event }, { announce })
    return
  }
  const wakeOn = addDays(dayOf(actor.at, lead.timeZone), reason.nurtureDays ?? 0)
  await takeStep(
    tx,
    actor,
    lead,
    'rejectToNurture',
    { type: 'rejected', reason: event.reason, data: { ...event.data, wakeOn, nextStep: reason.nextStep } },
    {
      changes: [sql`nurture_wake_on = ${wakeOn}::date`, sql`nurture_next_step = ${reason.nextStep}`],
      announce,
    },
  )
}

export function disqualifyLead(actor: Actor, input: DisqualifyInput): Promise<Result<LeadView>> {
  return inTransaction(async (tx) => {
    const lead = await lockLead(tx, input.leadId, input.version)
    await takeStep(tx, actor, lead, 'disqualify', { type: 'disqualified', reason: input.reason })
    return theLead(tx, lead.id)
  })
}

export function reopenLead(actor: Actor, input: StepInput): Promise<Result<LeadView>> {
  return inTransaction(async (tx) => {
    const lead = await lockLead(tx, input.leadId, input.version)
    await takeStep(tx, actor, lead, 'reopen', { type: 'reopened' })
    return theLead(tx, lead.id)
  })
}

/** A rep takes a lead that sales found. ALREADY_TAKEN names who was faster. */
export function takeLead(actor: Actor, input: StepInput): Promise<Result<LeadView>> {
  return inTransaction(async (tx) => {
    const lead = await lockLead(tx, input.leadId)
    if (lead.status === 'accepted' && lead.origin === 'sales' && lead.assigneeId !== actor.personId) {
      const holder = await tx.one<{ name: string }>(
        sql`select name from person where id = ${lead.assigneeId}::int`,
      )
      return refuse('ALREADY_TAKEN', { by: holder?.name ?? '' })
    }
    if (input.version !== undefined && input.version !== lead.version) {
      return refuse('STALE_VERSION', { version: lead.version })
    }
    await takeStep(
      tx,
      actor,
      lead,
      'take',
      { type: 'taken' },
      {
        changes: [sql`assignee_id = ${actor.personId}::int`],
      },
    )
    return theLead(tx, lead.id)
  })
}

async function theLead(tx: Tx, id: number): Promise<LeadView> {
  const lead = await findLead(tx, id)
  if (!lead) throw new Error('the lead vanished inside its own transaction')
  return lead
}

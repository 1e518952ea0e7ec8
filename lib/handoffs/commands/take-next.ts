import { type Actor, hasRole } from '@/lib/platform/actor'
import { empty, type Sql, sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { notified } from '@/lib/platform/realtime/announce'
import { type Result, refuse } from '@/lib/platform/result'
import { holdRep } from '@/lib/routing/commands/route'
import type { HandoffView } from '../queries/handoff-view'
import { notWaiting } from '../queries/list'
import { view } from './lock'

/**
 * "Give me the next": the most urgent handoff that is offered to everyone becomes this rep's alone, and each is given to
 * one. Null when the open queue is empty. It is an assignment and no verdict: the clock runs on.
 */
export function takeNext(actor: Actor): Promise<Result<HandoffView | null>> {
  return inTransaction(async (tx) => {
    if (!hasRole(actor, 'sales')) return refuse('FORBIDDEN')
    for (;;) {
      // Whose lead somebody else has in hand is passed over; only when nothing else is left we wait for it.
      const found = (await lockFirst(tx, sql`skip locked`)) ?? (await lockFirst(tx, empty))
      if (!found) return null
      if (await assign(tx, actor, found)) return view(tx, found.id, actor)
    }
  })
}

type Found = { id: number; leadId: number; round: number }

const isOpen = sql`h.state = 'pending' and h.assignee_id is null and ${notWaiting}`

/** Locks the lead, as every command does first, of the most urgent handoff. */
function lockFirst(tx: Tx, others: Sql): Promise<Found | undefined> {
  return tx.one<Found>(sql`
    select h.id, h.lead_id as "leadId", h.round from handoff h join lead l on l.id = h.lead_id
    where ${isOpen} order by h.due_at, h.id limit 1 for update of l ${others}`)
}

/** False when it was taken between being found and its lead being locked. */
async function assign(tx: Tx, actor: Actor, { id, leadId, round }: Found): Promise<boolean> {
  const me = actor.personId
  if (!(await holdRep(tx, actor.at, me))) return refuse('FORBIDDEN') // lost the account this moment
  const taken = await tx.run(sql`
    update handoff h set assignee_id = ${me}, routed_by = 'taken',
      first_opened_at = coalesce(h.first_opened_at, ${actor.at}::timestamptz)
    where h.id = ${id} and ${isOpen}`)
  if (taken !== 1) return false
  const data = { state: 'pending', assigneeId: me, waiting: false, leadId, byId: me }
  await tx.run(sql`
    with moved as (
      update lead set version = version + 1, updated_at = ${actor.at}::timestamptz where id = ${leadId} returning id),
    noted as (
      insert into lead_event (lead_id, type, from_status, to_status, actor_id, at, data)
      select id, 'taken_next', 'handed_off', 'handed_off', ${me}::int, ${actor.at}::timestamptz,
        ${JSON.stringify({ handoffId: id, round })}::jsonb from moved returning 1)
    select ${notified([
      { topic: 'handoff', id, data },
      { topic: 'lead', id: leadId, data: { state: 'handed_off', byId: me } },
    ])} from noted`)
  return true
}

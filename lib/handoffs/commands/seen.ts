import { type Actor, hasRole } from '@/lib/platform/actor'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { type Result, refuse } from '@/lib/platform/result'
import type { OneHandoffInput } from '../schema'

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

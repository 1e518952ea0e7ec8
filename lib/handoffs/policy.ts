import { type Actor, hasRole } from '@/lib/platform/actor'

/** Offered to everyone: any rep. Offered to one: that rep, or the head of sales for them. */
export function canDecide(actor: Actor, handoff: { assigneeId: number | null }): boolean {
  if (!hasRole(actor, 'sales')) return false
  return (
    handoff.assigneeId === null || handoff.assigneeId === actor.personId || actor.headOf.includes('sales')
  )
}

/** Whoever has it gives it away, the head of sales gives anybody's, and what nobody has. */
export function canReassign(actor: Actor, handoff: { assigneeId: number | null }): boolean {
  if (!hasRole(actor, 'sales')) return false
  return handoff.assigneeId === actor.personId || actor.headOf.includes('sales')
}

export function canAnswer(actor: Actor): boolean {
  return hasRole(actor, 'marketer')
}

/** A rejection is contested by who handed the lead off, or by a head of marketing for them. */
export function canContest(actor: Actor, handoff: { offeredById: number }): boolean {
  if (!hasRole(actor, 'marketer')) return false
  return handoff.offeredById === actor.personId || actor.headOf.includes('marketing')
}

import { type Actor, hasRole } from '@/lib/platform/actor'
import type { DecisionState } from '@/lib/platform/db/generated/enums'

/** Heads and executives open and close meetings, and note what was decided. */
export function leadsMeetings(actor: Pick<Actor, 'roles' | 'headOf'>): boolean {
  return actor.headOf.length > 0 || hasRole(actor, 'executive')
}

/** Whoever leads settles anything; the owner of a decision says that it is done, or that it is not after all. */
export function maySettle(
  actor: Pick<Actor, 'roles' | 'headOf' | 'personId'>,
  decision: { ownerId: number },
  state: DecisionState,
): boolean {
  return leadsMeetings(actor) || (decision.ownerId === actor.personId && state !== 'dropped')
}

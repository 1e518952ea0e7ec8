import { type Actor, hasRole } from '@/lib/platform/actor'

/** Heads and executives see each person of both sides; everybody sees both sides' totals and their own row. */
export function seesEachPerson(actor: Pick<Actor, 'roles' | 'headOf'>): boolean {
  return actor.headOf.length > 0 || hasRole(actor, 'executive')
}

import { type Actor, hasRole } from '@/lib/platform/actor'
import type { Side } from '@/lib/platform/db/generated/enums'

/** Executives set targets. */
export function canSetTargets(actor: Pick<Actor, 'roles'>): boolean {
  return hasRole(actor, 'executive')
}

type Agreed = { side: Side; by: { id: number } }

/** The sides that this person could agree for now: those that they head and that have not, unless they have for the other. */
export function sidesToAgree(
  actor: Pick<Actor, 'headOf' | 'personId'>,
  agreements: readonly Agreed[],
): Side[] {
  if (agreements.some(({ by }) => by.id === actor.personId)) return []
  return actor.headOf.filter((side) => !agreements.some((agreement) => agreement.side === side))
}

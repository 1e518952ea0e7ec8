import { type Actor, hasRole } from '@/lib/platform/actor'
import type { Side } from '@/lib/platform/db/generated/enums'

/**
 * What pays is nobody else's business: each person sees their own numbers, a head those of the side, executives all.
 * Administering is no licence.
 */

type Reader = Pick<Actor, 'personId' | 'roles' | 'headOf'>

/** May they see each person of this side? */
export function seesEveryoneOf(reader: Pick<Reader, 'roles' | 'headOf'>, side: Side): boolean {
  return hasRole(reader, 'executive') || reader.headOf.includes(side)
}

/** May they see this person's numbers as one of this side? */
export function seesPerson(reader: Reader, personId: number, side: Side): boolean {
  return personId === reader.personId || seesEveryoneOf(reader, side)
}

/** Each side's head says what its points are given for. */
export function setsWeightsOf(actor: Pick<Actor, 'headOf'>, side: Side): boolean {
  return actor.headOf.includes(side)
}

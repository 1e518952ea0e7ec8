import type { Actor } from '@/lib/platform/actor'
import type { Side } from '@/lib/platform/db/generated/enums'

/** Whoever heads a side writes with the other head. Nobody else does, whatever they administer or rule on. */
export function canNegotiate(actor: Pick<Actor, 'headOf'>): boolean {
  return actor.headOf.length > 0
}

/** Only a head of the side signs for it. */
export function canSignFor(actor: Pick<Actor, 'headOf'>, side: Side): boolean {
  return actor.headOf.includes(side)
}

type Signature = { side: Side; person: { id: number } }

/**
 * The sides that this person could sign for now: those that they head, that have not signed, unless they have signed for
 * the other side already.
 */
export function sidesToSign(
  actor: Pick<Actor, 'headOf' | 'personId'>,
  signatures: readonly Signature[],
): Side[] {
  if (signatures.some(({ person }) => person.id === actor.personId)) return []
  return actor.headOf.filter((side) => !signatures.some((signature) => signature.side === side))
}

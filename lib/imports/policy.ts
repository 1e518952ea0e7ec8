import { type Actor, hasRole } from '@/lib/platform/actor'
import type { Role } from '@/lib/platform/db/generated/enums'

/** Whoever enters leads and costs by hand may bring a file of them. Spend rows are judged one by one, by their side. */
export function canImport(actor: Pick<Actor, 'roles'>): boolean {
  return hasRole(actor, 'marketer', 'sales')
}

/** Whose import it is, and the head of their side: works at the draft, starts, stops and undoes it. Others read. */
export function canWorkOnImport(
  actor: Pick<Actor, 'roles' | 'personId' | 'headOf'>,
  { createdById, createdByRoles }: { createdById: number; createdByRoles: readonly Role[] },
): boolean {
  if (!canImport(actor)) return false
  if (actor.personId === createdById) return true
  return (
    (actor.headOf.includes('marketing') && createdByRoles.includes('marketer')) ||
    (actor.headOf.includes('sales') && createdByRoles.includes('sales'))
  )
}

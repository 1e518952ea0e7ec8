import { type Actor, hasRole } from '@/lib/platform/actor'
import type { Role } from '@/lib/platform/db/generated/enums'

/** Working hours, holidays and who belongs to which branch: the administrator keeps them, both sides see them. */
export function canManageCalendars(actor: Pick<Actor, 'roles'>): boolean {
  return hasRole(actor, 'admin')
}

type Person = { id: number; roles: readonly Role[] }

/** Everybody enters their own absences; a head those of their side, an administrator anybody's. */
export function canEnterAbsenceOf(
  actor: Pick<Actor, 'personId' | 'roles' | 'headOf'>,
  person: Person,
): boolean {
  if (actor.personId === person.id || hasRole(actor, 'admin')) return true
  return (
    (actor.headOf.includes('sales') && person.roles.includes('sales')) ||
    (actor.headOf.includes('marketing') && person.roles.includes('marketer'))
  )
}

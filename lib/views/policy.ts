import { type Actor, hasRole } from '@/lib/platform/actor'
import type { Role } from '@/lib/platform/db/generated/enums'

/** Its owner; a shared one also heads and administrators, because everybody works with it. */
export function canChangeView(actor: Actor, view: { ownerId: number; shared: boolean }): boolean {
  if (view.ownerId === actor.personId) return true
  return view.shared && (actor.headOf.length > 0 || hasRole(actor, 'admin'))
}

/** What a role's list opens with: administrators for everybody, the heads for their side. */
export function canSetDefault(actor: Actor, role: Role): boolean {
  if (hasRole(actor, 'admin')) return true
  if (role === 'marketer') return actor.headOf.includes('marketing')
  return role === 'sales' && actor.headOf.includes('sales')
}

import { type Actor, hasRole } from '@/lib/platform/actor'

/** Name, currency, time zone and the list of rejection reasons: the administrator keeps them. */
export function canManageOrganisation(actor: Pick<Actor, 'roles'>): boolean {
  return hasRole(actor, 'admin')
}

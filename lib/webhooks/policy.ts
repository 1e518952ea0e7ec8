import { type Actor, hasRole } from '@/lib/platform/actor'

/** A webhook sends customers' data out of the house: the administrator's to decide. */
export function canManageWebhooks(actor: Pick<Actor, 'roles'>): boolean {
  return hasRole(actor, 'admin')
}

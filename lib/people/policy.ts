import { type Actor, hasRole } from '@/lib/platform/actor'

/** Accounts, roles, links and other people's keys: the administrator's. Everybody sees who their colleagues are. */
export function canManagePeople(actor: Pick<Actor, 'roles'>): boolean {
  return hasRole(actor, 'admin')
}

/** A key does what its owner can do, so only its owner or an administrator may make or revoke it. */
export function canManageKeysOf(actor: Pick<Actor, 'roles' | 'personId'>, personId: number): boolean {
  return actor.personId === personId || canManagePeople(actor)
}

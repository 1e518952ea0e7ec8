import { type Actor, hasRole } from '@/lib/platform/actor'

/** Who sees and revokes the links of others: they answer for what leaves the company. */
export function canManageAllLinks(actor: Pick<Actor, 'roles'>): boolean {
  return hasRole(actor, 'executive', 'admin')
}

export function canRevokeLinkOf(actor: Pick<Actor, 'roles' | 'personId'>, createdById: number): boolean {
  return actor.personId === createdById || canManageAllLinks(actor)
}

import { forbidden } from 'next/navigation'
import { type Actor, hasRole } from '@/lib/platform/actor'
import type { Role } from '@/lib/platform/db/generated/enums'
import { requirePerson } from './session'

/**
 * For pages that are of use to some roles only: the others get a 403 that says so. The data behind it is guarded by its
 * own queries and commands.
 */
export async function requireRole(...roles: Role[]): Promise<Actor> {
  const actor = await requirePerson()
  if (!hasRole(actor, ...roles)) forbidden()
  return actor
}

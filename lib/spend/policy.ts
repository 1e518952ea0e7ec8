import { type Actor, hasRole } from '@/lib/platform/actor'
import type { Side } from '@/lib/platform/db/generated/enums'

/** Each side records its own costs; everybody sees both. */
export function canRecordSpend(actor: Pick<Actor, 'roles'>, side: Side): boolean {
  return hasRole(actor, side === 'marketing' ? 'marketer' : 'sales')
}

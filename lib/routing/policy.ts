import { type Actor, hasRole } from '@/lib/platform/actor'

/** Who gets which lead is sales' inner order: its heads and the administrators keep it, everybody reads it. */
export function canEditRouting(actor: Pick<Actor, 'roles' | 'headOf'>): boolean {
  return actor.headOf.includes('sales') || hasRole(actor, 'admin')
}

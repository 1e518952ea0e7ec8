import { canNurture } from '@/lib/nurture/policy'
import { type Actor, hasRole } from '@/lib/platform/actor'
import type { ActionType } from './schema'

/** Could this person do it with any lead at all? With which ones is asked for each, where it is done. */
export function canTakeInBulk(actor: Actor, type: ActionType): boolean {
  switch (type) {
    case 'edit':
    case 'nurture':
      return hasRole(actor, 'marketer', 'sales')
    case 'reassign':
      return hasRole(actor, 'sales')
    case 'plan':
      return canNurture(actor)
    default:
      return hasRole(actor, 'marketer')
  }
}

/** Whoever began it; the heads and administrators can stop anybody's. */
export function canStopRun(actor: Actor, run: { createdById: number }): boolean {
  return run.createdById === actor.personId || actor.headOf.length > 0 || hasRole(actor, 'admin')
}

/** Whoever began it takes it back or tries again: its steps are taken in their name. */
export function canGoOnWithRun(actor: Actor, run: { createdById: number }): boolean {
  return run.createdById === actor.personId
}

/** What can be taken back when it is taken one by one. */
export function canBeUndone(type: string): boolean {
  return type === 'edit' || type === 'reassign' || type === 'disqualify'
}

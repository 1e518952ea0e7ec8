import { type Actor, hasRole } from '@/lib/platform/actor'

/** Nurture is marketing's work: its plans, which leads follow them, and their touches. Everybody sees all of it. */
export function canNurture(actor: Pick<Actor, 'roles'>): boolean {
  return hasRole(actor, 'marketer')
}

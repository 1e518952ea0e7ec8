import { type Actor, hasRole } from '@/lib/platform/actor'

/** Forms bring marketing's leads: marketers make them and judge what was held, and so do the heads of marketing. */
export function canEditForms(actor: Pick<Actor, 'roles' | 'headOf'>): boolean {
  return hasRole(actor, 'marketer') || actor.headOf.includes('marketing')
}

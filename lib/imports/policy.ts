import { type Actor, hasRole } from '@/lib/platform/actor'

/** Whoever enters leads and costs by hand may bring a file of them. Spend rows are judged one by one, by their side. */
export function canImport(actor: Pick<Actor, 'roles'>): boolean {
  return hasRole(actor, 'marketer', 'sales')
}

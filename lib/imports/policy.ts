import { CONTACT_FIELDS } from '@/lib/leads/policy'
import { type Actor, hasRole } from '@/lib/platform/actor'
import type { ImportKind, Role } from '@/lib/platform/db/generated/enums'

/** Whoever enters leads and costs by hand may bring a file of them. Spend rows are judged one by one, by their side. */
export function canImport(actor: Pick<Actor, 'roles'>): boolean {
  return hasRole(actor, 'marketer', 'sales')
}

/** Whose import it is, and the head of their side: works at the draft, starts, stops and undoes it. Others read. */
export function canWorkOnImport(
  actor: Pick<Actor, 'roles' | 'personId' | 'headOf'>,
  { createdById, createdByRoles }: { createdById: number; createdByRoles: readonly Role[] },
): boolean {
  if (!canImport(actor)) return false
  if (actor.personId === createdById) return true
  return (
    (actor.headOf.includes('marketing') && createdByRoles.includes('marketer')) ||
    (actor.headOf.includes('sales') && createdByRoles.includes('sales'))
  )
}

/** A file does many steps at once and allows no more than each of them: winning and losing is sales' step. */
export function canImportKind(actor: Pick<Actor, 'roles'>, kind: ImportKind): boolean {
  return kind === 'outcomes' ? hasRole(actor, 'sales') : canImport(actor)
}

type ImportOf = { kind: ImportKind; createdById: number; createdByRoles: readonly Role[] }

/** Letting it go on and taking it back write what the import writes, so they ask for the same. */
export function canTakeUpImport(actor: Pick<Actor, 'roles' | 'personId' | 'headOf'>, run: ImportOf): boolean {
  return canWorkOnImport(actor, run) && canImportKind(actor, run.kind)
}

/** Stopping writes nothing: an administrator may, too. */
export function canStopImport(actor: Pick<Actor, 'roles' | 'personId' | 'headOf'>, run: ImportOf): boolean {
  return canWorkOnImport(actor, run) || hasRole(actor, 'admin')
}

/**
 * What a file may make that it names and nobody knows: new sources are marketing's (and who keeps the vocabulary, or
 * heads a side), people without an account whoever imports may name, so that history keeps its names.
 */
export function canCreateMissing(
  actor: Pick<Actor, 'roles' | 'headOf'>,
  what: 'channel' | 'campaign' | 'person',
): boolean {
  if (what === 'person') return canImport(actor)
  return hasRole(actor, 'marketer', 'admin') || actor.headOf.length > 0
}

/** Which facts of a lead that is there a file may change: those that its sender may edit one by one (`canEditField`). */
export function canChangeFact(
  actor: Pick<Actor, 'roles'>,
  lead: { origin: string | null },
  fact: string,
): boolean {
  return (
    hasRole(actor, 'marketer') ||
    lead.origin === 'sales' ||
    (CONTACT_FIELDS as readonly string[]).includes(fact)
  )
}

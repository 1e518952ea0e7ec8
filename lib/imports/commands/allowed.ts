import type { Actor } from '@/lib/platform/actor'
import { refuse } from '@/lib/platform/result'
import type { ImportMapping } from '../mapping'
import { canCreateMissing, canImportKind } from '../policy'

/** Refuses a file that asks for more than its sender may do one by one. FORBIDDEN, with what of it. */
export function refuseUnlessAllowed(
  actor: Actor,
  { kind, createMissing }: Pick<ImportMapping, 'kind' | 'createMissing'>,
): void {
  if (!canImportKind(actor, kind)) refuse('FORBIDDEN', { step: kind })
  for (const what of createMissing)
    if (!canCreateMissing(actor, what)) refuse('FORBIDDEN', { field: `createMissing.${what}` })
}

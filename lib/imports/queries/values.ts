import type { Actor } from '@/lib/platform/actor'
import { type Database, db, sql } from '@/lib/platform/db/sql'
import type { ImportDraft } from '../draft'
import { countedFor, type FoundValues } from '../values'

/** What the whole file holds, if it has been counted for the draft as it is now. */
export async function foundValues(
  on: Database,
  importId: number,
  draft: ImportDraft,
): Promise<FoundValues | undefined> {
  const kept = await on.one<{ found: FoundValues }>(sql`
    select found from import_values where import_id = ${importId} and key = ${countedFor(draft)}`)
  return kept?.found
}

/** The same for the screens. */
export function countedValues(
  _actor: Actor,
  { id, draft }: { id: number; draft: ImportDraft },
): Promise<FoundValues | undefined> {
  return foundValues(db, id, draft)
}

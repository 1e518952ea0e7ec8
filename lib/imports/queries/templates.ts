import type { Actor } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { headerKey } from '../guess'
import type { ImportKind } from '../mapping'

/** What the last file with these columns was called. */
export async function knownSource(
  _actor: Actor,
  kind: ImportKind,
  header: readonly string[],
): Promise<string | undefined> {
  const found = await db.one<{ name: string }>(sql`
    select name from import_template
    where header_key = ${headerKey(header)} and kind = ${kind}::import_kind order by used_at desc, id desc limit 1`)
  return found?.name
}

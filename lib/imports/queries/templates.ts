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
    where header_key = ${headerKey(header)} and kind = ${kind}::import_kind and deleted_at is null
    order by used_at desc, id desc limit 1`)
  return found?.name
}

export type TemplateListed = { id: number; kind: ImportKind; name: string; columns: number; usedAt: Date }

const SHOWN = 100

/** What files are matched by, the latest used first. */
export function listTemplates(_actor: Actor): Promise<TemplateListed[]> {
  return db.rows<TemplateListed>(sql`
    select id, kind, name, used_at as "usedAt",
      (select count(*)::int from jsonb_each(draft->'columns') as field where field.value <> 'null') as columns
    from import_template where deleted_at is null order by used_at desc, id desc limit ${SHOWN}`)
}

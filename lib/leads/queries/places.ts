import type { Actor } from '@/lib/platform/actor'
import { db, type Sql, sql } from '@/lib/platform/db/sql'

const MOST = 100

/**
 * The regions and segments that leads have, to choose from while typing: the first hundred of each. Each is one hop in
 * the index, however many leads share it.
 */
export async function knownPlaces(_actor: Actor): Promise<{ regions: string[]; segments: string[] }> {
  const [regions, segments] = await Promise.all([known(sql`region`), known(sql`segment`)])
  return { regions, segments }
}

async function known(column: Sql): Promise<string[]> {
  const rows = await db.rows<{ value: string }>(sql`
    with recursive hop(value) as (
      (select ${column} from lead where ${column} is not null order by ${column} limit 1)
      union all
      select (select ${column} from lead where ${column} > hop.value order by ${column} limit 1)
      from hop where hop.value is not null)
    select value from hop where value is not null limit ${MOST}`)
  return rows.map(({ value }) => value)
}

import type { Actor } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'

/** What an undo left as it is, and the last thing that somebody had done with it. */
export type KeptRecord = {
  id: number
  kind: 'created' | 'updated' | 'touched' | 'outcome' | 'spend'
  leadId: number | null
  spendId: number | null
  name: string
  why: string
  by: string | null
  at: Date
}

/** The records that the undo of an import kept, in the order in which it met them. */
export function keptRecords(
  _actor: Actor,
  importId: number,
  { limit, after = 0 }: { limit: number; after?: number },
): Promise<KeptRecord[]> {
  return db.rows<KeptRecord>(sql`
    select k.id::float8 as id, k.kind, k.lead_id as "leadId", k.spend_id as "spendId", k.name, k.why, p.name as by, k.at
    from import_kept k left join person p on p.id = k.by_id
    where k.import_id = ${importId} and k.id > ${after}::bigint order by k.id limit ${limit}`)
}

import type { Actor } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'

export type Rejection = {
  leadId: number
  reasonEn: string
  reasonRu: string
  comment: string | null
  by: string
  at: Date
}

/** Why these leads came back to me: the last rejection of each that I have not put aside. */
export async function rejectionsOf(
  actor: Actor,
  leadIds: readonly number[],
): Promise<Map<number, Rejection>> {
  if (leadIds.length === 0) return new Map()
  const rows = await db.rows<Rejection>(sql`
    select distinct on (h.lead_id) h.lead_id as "leadId", r.name_en as "reasonEn", r.name_ru as "reasonRu",
      h.comment, p.name as by, h.decided_at as at
    from handoff h
    join rejection_reason r on r.id = h.reason_id
    join person p on p.id = h.decided_by_id
    where h.lead_id = any (${[...leadIds]}::int[]) and h.state = 'rejected' and h.seen_at is null
      and h.offered_by_id = ${actor.personId}
    order by h.lead_id, h.round desc`)
  return new Map(rows.map((row) => [row.leadId, row]))
}

import type { Actor } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'

export type Returns = {
  /** leads that sales ever got */
  offered: number
  /** leads that went back once, twice, three times and more */
  times: { times: 1 | 2 | 3; leads: number }[]
  /** leads that were rejected for the reason, however often */
  reasons: { code: string; nameEn: string; nameRu: string; leads: number }[]
  channels: { id: number | null; name: string | null; leads: number }[]
}

/** Going back and forth between the sides, over all leads: how many, for what, from where. */
export async function returnsOf(_actor: Actor): Promise<Returns> {
  const [offered, times, reasons, channels] = await Promise.all([
    db.one<{ count: number }>(
      sql`select count(*)::int as count from lead where reached_handed_off is not null`,
    ),
    db.rows<{ times: 1 | 2 | 3; leads: number }>(sql`
      select least(times_returned, 3) as times, count(*)::int as leads from lead where times_returned > 0
      group by 1 order by 1`),
    db.rows<Returns['reasons'][number]>(sql`
      select r.code, r.name_en as "nameEn", r.name_ru as "nameRu", n.leads
      from (select reason_id, count(distinct lead_id)::int as leads from handoff where state = 'rejected'
        group by reason_id) n
      join rejection_reason r on r.id = n.reason_id order by n.leads desc, r.position, r.id limit 100`),
    db.rows<Returns['channels'][number]>(sql`
      select ch.id, ch.name, n.leads
      from (select channel_id, count(*)::int as leads from lead where times_returned > 0 group by channel_id) n
      left join channel ch on ch.id = n.channel_id order by n.leads desc, ch.id limit 100`),
  ])
  return {
    offered: offered?.count ?? 0,
    times: ([1, 2, 3] as const).map((each) => ({
      times: each,
      leads: times.find((row) => row.times === each)?.leads ?? 0,
    })),
    reasons,
    channels,
  }
}

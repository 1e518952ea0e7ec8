import type { Actor } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'

/** What became of the handoffs that a version of the sales-ready definition judged. */
export type VersionCount = {
  version: number
  decided: number
  accepted: number
  /** how many of the decided have a known response time */
  timed: number
  /** working minutes; null without a verdict */
  medianMinutes: number | null
}

/** Of the handoffs stamped with each of these versions, in the order asked for. */
export async function countsByVersion(_actor: Actor, versions: readonly number[]): Promise<VersionCount[]> {
  const rows = await db.rows<VersionCount>(sql`
    select v.version, count(h.state)::int as decided,
      (count(*) filter (where h.state = 'accepted'))::int as accepted,
      count(h.response_minutes)::int as timed,
      percentile_cont(0.5) within group (order by h.response_minutes) as "medianMinutes"
    from unnest(${versions}::int[]) with ordinality as v(version, place)
    left join handoff h on h.definition_version = v.version and h.state in ('accepted', 'rejected')
    group by v.version, v.place order by v.place`)
  return rows
}

import { localDay } from '@/lib/leads/queries/stage-condition'
import { organisationClock } from '@/lib/organisation/queries'
import type { LeadStatus } from '@/lib/platform/db/generated/enums'
import { db, plannedAnew, sql } from '@/lib/platform/db/sql'

export type Waiting = {
  status: LeadStatus
  leads: number
  /** the day since when the one that waits longest is in this state */
  oldest: string
  /** half of them are in this state since this day or longer */
  median: string
}

/** Where leads are now, and since when; a state in which none is is no row. */
export async function waitingNow(): Promise<Waiting[]> {
  const { timeZone } = await organisationClock(db)
  return (await fromRollup(timeZone)) ?? directly(timeZone)
}

async function fromRollup(timeZone: string): Promise<Waiting[] | null> {
  const rows = await db.rows<Waiting & { zone: string | null }>(sql`
    with since as (
      select status, day, sum(n)::int as n from (
        select key as status, day, in_status as n from event_rollup
        where dimension = 'status' and not monthly and in_status <> 0
        union all
        select status::text, ${localDay(sql`status_since`, timeZone)}, sign from lead_change
      ) part group by 1, 2 having sum(n) <> 0
    ),
    counted as (
      select *, sum(n) over (partition by status order by day) as until, sum(n) over (partition by status) as of_all from since
    )
    select state.time_zone as zone, waiting.*
    from rollup_state state left join (
      select status, max(of_all)::int as leads, min(day) as oldest, min(day) filter (where 2 * until >= of_all) as median
      from counted group by status order by status::lead_status
    ) waiting on true`)
  if (rows[0]?.zone !== timeZone) return null
  return rows.flatMap(({ zone: _, ...row }) => (row.status === null ? [] : [row]))
}

function directly(timeZone: string): Promise<Waiting[]> {
  const since = localDay(sql`lead.status_since`, timeZone)
  return db.rows<Waiting>(
    plannedAnew(sql`
    select lead.status, count(*)::int as leads, min(${since}) as oldest,
      percentile_disc(0.5) within group (order by ${since}) as median
    from lead group by lead.status order by lead.status`),
  )
}

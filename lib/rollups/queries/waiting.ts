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
  const since = localDay(sql`lead.status_since`, timeZone)
  return db.rows<Waiting>(
    plannedAnew(sql`
    select lead.status, count(*)::int as leads, min(${since}) as oldest,
      percentile_disc(0.5) within group (order by ${since}) as median
    from lead group by lead.status order by lead.status`),
  )
}

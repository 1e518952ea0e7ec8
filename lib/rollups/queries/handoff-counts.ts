import { handoffCondition, within } from '@/lib/handoffs/queries/handoff-condition'
import { addDays, dayOf, startOfDay } from '@/lib/platform/calendar'
import { db, plannedAnew, type Sql, sql } from '@/lib/platform/db/sql'
import type { Period } from '@/lib/platform/period'
import { partsTable, periodsTable } from './lag-sql'

/** Rounds of a period; decided, accepted and timed by the verdict, inTime and missed by when the promise was settled. */
export type HandoffCounts = {
  decided: number
  accepted: number
  timed: number
  inTime: number
  missed: number
}

/** The rounds of each period. What a promise became is counted as of `at`: what falls due later is not missed yet. */
export async function handoffCountsOf(
  periods: readonly Period[],
  timeZone: string,
  at: Date,
): Promise<HandoffCounts[]> {
  if (periods.length === 0) return []
  const rows = await db.rows<HandoffCounts & { period: number; ready: boolean }>(
    folded(periods, timeZone, at),
  )
  if (!rows[0]?.ready) return Promise.all(periods.map((period) => counted(period, timeZone, at)))
  return rows.map(({ decided, accepted, timed, inTime, missed }) => ({
    decided,
    accepted,
    timed,
    inTime,
    missed,
  }))
}

/**
 * Whole months, the days at the ends, and the changes that are not folded yet, in one statement and so of one moment.
 * Whether a promise is broken is a matter of the time for today's alone: they are looked at one by one.
 */
function folded(periods: readonly Period[], timeZone: string, at: Date): Sql {
  const today = dayOf(at, timeZone)
  const startOfToday = startOfDay(today, timeZone)
  const parts = partsTable(periods)
  const past = partsTable(periods.map(({ from, to }) => ({ from, to: to < today ? to : addDays(today, -1) })))
  return sql`
    with period as (
      select * from ${periodsTable(periods, timeZone)}
        join unnest(${periods.map((_, index) => index)}::int[], ${periods.map(({ from, to }) => from <= today && today <= to)}::boolean[])
          as includes (period, includes_today) using (period)
    ),
    today as (
      select count(*) as missed from handoff
      where ${handoffCondition({ set: 'broken', from: today, to: today, timeZone, at })}
        and handoff.due_at >= ${startOfToday}::timestamptz and handoff.due_at < ${at}::timestamptz
    ),
    counted as (
      select part.period, r.decided, r.accepted, r.timed, r.in_time, 0 as missed
      from ${parts} join handoff_rollup r on r.span = part.span and r.day between part.first and part.last
      union all
      select part.period, 0, 0, 0, 0, r.missed
      from ${past} join handoff_rollup r on r.span = part.span and r.day between part.first and part.last
      union all
      select period, c.sign, c.sign * c.accepted::int, c.sign * (c.response_minutes is not null)::int, c.sign * c.in_time::int, 0
      from handoff_change c join period on c.decided_at >= starts and c.decided_at < ends
      union all
      select period, 0, 0, 0, 0, c.sign
      from handoff_change c join period on c.missed_at >= starts and c.missed_at < ends and c.missed_at < ${startOfToday}::timestamptz
    )
    select period.period, exists (select from rollup_state where time_zone = ${timeZone}::text) as ready,
      coalesce(sum(decided), 0)::int as decided, coalesce(sum(accepted), 0)::int as accepted,
      coalesce(sum(timed), 0)::int as timed, coalesce(sum(in_time), 0)::int as "inTime",
      (coalesce(sum(counted.missed), 0) + case when includes_today then (select missed from today) else 0 end)::int as missed
    from period left join counted using (period)
    group by period.period, includes_today order by period.period`
}

/** From the handoffs themselves, by the conditions of the lists behind the numbers. */
async function counted(period: Period, timeZone: string, at: Date): Promise<HandoffCounts> {
  const asked = { ...period, timeZone, at }
  const found = await db.one<HandoffCounts>(
    plannedAnew(sql`
    with decided as (
      select count(*)::int as decided, count(*) filter (where ${within('accepted', at)})::int as accepted,
        count(*) filter (where ${within('timed', at)})::int as timed
      from handoff where ${handoffCondition({ set: 'decided', ...asked })}
    ),
    settled as (
      select count(*) filter (where ${within('inTime', at)})::int as "inTime",
        count(*) filter (where ${within('broken', at)})::int as missed
      from handoff where ${handoffCondition({ set: 'settled', ...asked })}
    )
    select * from decided, settled`),
  )
  if (!found) throw new Error('an aggregate without a row')
  return found
}

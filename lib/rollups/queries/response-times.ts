import { db, sql } from '@/lib/platform/db/sql'
import { type Bin, medianOf, sizeOf } from '@/lib/platform/histogram'
import type { Period } from '@/lib/platform/period'
import { ALL_TOGETHER, MINUTES_OF_AN_HOUR as MINUTES, partsTable, periodsTable } from './lag-sql'
import { lagsOf } from './lags'

/**
 * The median of the working minutes from offer to verdict, by the day of the verdict, of each period; null of none. There
 * are thousands of different minutes: those of the hours in which the middle lies are read, of the others how many.
 */
export async function medianResponses(
  periods: readonly Period[],
  timeZone: string,
): Promise<(number | null)[]> {
  if (periods.length === 0) return []
  const folded = await foldedMiddles(periods, timeZone)
  if (folded) return folded.map(medianOf)
  const counted = periods.map((period) => lagsOf({ kind: 'response', ...period, timeZone }))
  return (await Promise.all(counted)).map(medianOf)
}

type Middle = { period: number; size: number; before: number; lags: number[] | null; counts: number[] | null }

/** For each period a histogram with the same median as that of all. Null: the rollup is not ready. */
async function foldedMiddles(periods: readonly Period[], timeZone: string): Promise<Bin[][] | null> {
  const rows = await db.rows<Middle>(sql`
    with part as (select * from ${partsTable(periods)}),
    asked as (select * from ${periodsTable(periods, timeZone)}),
    unfolded as (
      select period, response_minutes as lag, sign as n
      from handoff_change join asked on decided_at >= starts and decided_at < ends
      where response_minutes is not null
    ),
    hourly as (
      select period, hour, sum(n) as n
      from (
        select part.period, r.lag as hour, r.n
        from part cross join lateral (
          select lag, n from lag_rollup
          where kind = 'responseHours' and span = part.span and key = ${ALL_TOGETHER}::int and day between part.first and part.last
          offset 0 -- each part from the index, whatever the planner thinks of ranges
        ) r
        union all
        select period, lag / ${MINUTES}::int, n from unfolded
      ) counted
      group by 1, 2
    ),
    placed as (
      select period, hour, n, sum(n) over (partition by period order by hour) as upto,
        sum(n) over (partition by period) as size
      from hourly
    ),
    middle as (
      select period, hour, size, upto - n as before from placed
      where n <> 0 and upto > (size - 1) / 2 - 1 and upto - n <= (size - 1) / 2 + 1
    ),
    minute as (
      select period, lag, sum(n) as n
      from (
        select middle.period, r.lag, r.n
        from middle join part using (period) cross join lateral (
          select lag, n from lag_rollup
          where kind = 'response' and span = part.span and key = ${ALL_TOGETHER}::int and day between part.first and part.last
            and lag between middle.hour * ${MINUTES}::int and middle.hour * ${MINUTES}::int + ${MINUTES}::int - 1
          offset 0
        ) r
        union all
        select period, lag, n from unfolded join middle using (period)
        where lag between middle.hour * ${MINUTES}::int and middle.hour * ${MINUTES}::int + ${MINUTES}::int - 1
      ) counted
      group by 1, 2
      having sum(n) <> 0
    ),
    histogram as (
      select m.period, m.size::int, m.before::int, (select json_agg(lag order by lag) from minute where minute.period = m.period) as lags,
        (select json_agg(n order by lag) from minute where minute.period = m.period) as counts
      from (select period, max(size) as size, min(before) as before from middle group by 1) m
    )
    select histogram.* from rollup_state left join histogram on true where time_zone = ${timeZone}::text`)
  if (rows.length === 0) return null
  return periods.map((_, index) => {
    const row = rows.find(({ period }) => period === index)
    if (!row?.lags) return []
    const known = row.lags.map((lag, place) => ({ lag, n: row.counts?.[place] ?? 0 }))
    const after = row.size - row.before - sizeOf(known)
    return [
      { lag: Number.NEGATIVE_INFINITY, n: row.before },
      ...known,
      { lag: Number.POSITIVE_INFINITY, n: after },
    ]
  })
}

import { type Database, type Sql, sql } from '@/lib/platform/db/sql'
import { dayStartsBetween } from '../day-starts'
import { dayIn, daysCte } from '../queries/day-sql'
import { leadLags } from '../queries/lag-sql'

/**
 * As one part of the statement that folds: adds what the CTE `changed` (rows of lead_change) says to the histograms. The CTE
 * `days` knows the days of its times.
 */
export function lagsAdded(timeZone: string): Sql {
  return sql`lagged as (${addition(leadLags(sql`changed lead`, sql`lead.sign`, timeZone))})`
}

/** Counts the durations of all leads anew, by the days of the zone. The caller sees all as of one moment. */
export async function rebuildLags(tx: Database, timeZone: string): Promise<void> {
  await tx.run(sql`delete from lag_rollup where kind not in ('response', 'responseHours')`)
  const known = await tx.one<{ first: string | null; last: string }>(sql`
    select (least(min(created_at), min(won_at)) at time zone 'UTC')::date as first,
      (greatest(max(created_at), max(won_at)) at time zone 'UTC')::date as last
    from lead`)
  if (!known?.first) return
  const leads = sql`(select * from lead where qualified_at is not null or handed_off_at is not null
    or accepted_at is not null or deal_at is not null or won_at is not null) lead`
  await tx.run(sql`
    with ${daysCte(dayStartsBetween(known.first, known.last, timeZone))}
    ${addition(leadLags(leads, sql`1`, timeZone))}`)
}

/** Days first, and months from them: one pass over the leads. */
function addition(facts: Sql): Sql {
  return sql`
    insert into lag_rollup (kind, span, day, key, lag, n)
    select kind, span, date_trunc(span::text, day::timestamp)::date, key, lag, sum(n)
    from (select kind, ${dayIn(sql`fact.at`)} as day, key, lag, sum(sign) as n from (${facts}) fact group by 1, 2, 3, 4) daily,
      unnest(enum_range(null::rollup_span)) span
    group by 1, 2, 3, 4, 5
    having sum(n) <> 0
    order by 1, 2, 4, 3, 5
    on conflict (kind, span, key, day, lag) do update set n = lag_rollup.n + excluded.n`
}

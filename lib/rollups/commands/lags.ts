import { type Database, type Sql, sql } from '@/lib/platform/db/sql'
import { leadLags } from '../queries/lag-sql'

/**
 * As one part of the statement that folds: adds what the CTE `changed` (rows of lead_change) says to the histograms. A CTE
 * that nobody reads is done all the same, as it writes.
 */
export function lagsAdded(timeZone: string): Sql {
  return sql`lagged as (${addition(leadLags(sql`changed lead`, sql`lead.sign`, timeZone))})`
}

/** Counts the durations of all leads anew, by the days of the zone. The caller keeps others from writing. */
export async function rebuildLags(tx: Database, timeZone: string): Promise<void> {
  await tx.run(sql`delete from lag_rollup where kind <> 'response'`)
  const source = sql`(select * from lead where qualified_at is not null or handed_off_at is not null or accepted_at is not null
    or deal_at is not null or won_at is not null) lead`
  await tx.run(addition(leadLags(source, sql`1`, timeZone)))
}

/** Days are added to their months first: one pass over the leads. */
function addition(facts: Sql): Sql {
  return sql`
    insert into lag_rollup (kind, span, day, key, lag, n)
    select kind, span, date_trunc(span::text, day::timestamp)::date, key, lag, sum(n)
    from (select kind, day, key, lag, sum(sign) as n from (${facts}) fact group by 1, 2, 3, 4) daily,
      unnest(enum_range(null::rollup_span)) span
    group by 1, 2, 3, 4, 5
    having sum(n) <> 0
    order by 1, 2, 4, 3, 5
    on conflict (kind, span, key, day, lag) do update set n = lag_rollup.n + excluded.n`
}

import { type Database, type Sql, sql } from '@/lib/platform/db/sql'

/** Moves what handoffs changed from the list of changes into the counts of days and months. */
export async function foldHandoffs(tx: Database, timeZone: string): Promise<number> {
  return tx.run(sql`
    with changed as (delete from handoff_change returning *),
    ${added(timeZone)}
    select from changed`)
}

/** Counts all handoffs anew, by the days of the zone. The caller keeps others from writing. */
export async function rebuildHandoffs(tx: Database, timeZone: string): Promise<void> {
  await tx.run(sql`delete from handoff_change`)
  await tx.run(sql`delete from handoff_rollup`)
  await tx.run(sql`delete from lag_rollup where kind = 'response'`)
  await tx.run(sql`
    with changed as (
      select 1 as sign, decided_at, state = 'accepted' as accepted, handoff_in_time(decided_at, due_at) as in_time,
        response_minutes, handoff_missed_at(decided_at, due_at, asked_at, answered_at) as missed_at
      from handoff
    ),
    ${added(timeZone)}
    select`)
}

/** Adds the rows of `changed` to the rollups. */
function added(timeZone: string): Sql {
  const day = (time: Sql) => sql`(${time} at time zone ${timeZone}::text)::date`
  return sql`
    counted as (
      insert into handoff_rollup (span, day, decided, accepted, in_time, timed, missed)
      select span, date_trunc(span::text, day::timestamp)::date, sum(decided), sum(accepted), sum(in_time), sum(timed), sum(missed)
      from (
        select ${day(sql`decided_at`)} as day, sign as decided, sign * accepted::int as accepted, sign * in_time::int as in_time,
          sign * (response_minutes is not null)::int as timed, 0 as missed
        from changed where decided_at is not null
        union all
        select ${day(sql`missed_at`)}, 0, 0, 0, 0, sign from changed where missed_at is not null
      ) fact, unnest(enum_range(null::rollup_span)) span
      group by 1, 2
      order by 1, 2
      on conflict (span, day) do update set decided = handoff_rollup.decided + excluded.decided,
        accepted = handoff_rollup.accepted + excluded.accepted, in_time = handoff_rollup.in_time + excluded.in_time,
        timed = handoff_rollup.timed + excluded.timed, missed = handoff_rollup.missed + excluded.missed
    ),
    lagged as (
      insert into lag_rollup (kind, span, day, key, lag, n)
      select 'response', span, date_trunc(span::text, day::timestamp)::date, -1, response_minutes, sum(sign)
      from (select ${day(sql`decided_at`)} as day, response_minutes, sign from changed where response_minutes is not null and decided_at is not null) fact,
        unnest(enum_range(null::rollup_span)) span
      group by 2, 3, 5
      having sum(sign) <> 0
      order by 2, 3, 5
      on conflict (kind, span, key, day, lag) do update set n = lag_rollup.n + excluded.n
    )`
}

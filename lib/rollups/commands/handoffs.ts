import { type Database, type Sql, sql } from '@/lib/platform/db/sql'
import { type DayStarts, dayStartsBetween, dayStartsFor } from '../day-starts'
import { dayIn, daysCte } from '../queries/day-sql'
import { ALL_TOGETHER, MINUTES_OF_AN_HOUR as MINUTES } from '../queries/lag-sql'
import { verdictsAdded } from '../queries/verdict-sql'

/**
 * Moves what handoffs changed from the list of changes into the counts of days and months; gives how many changes. What
 * comes in while the days are read stays for the next time.
 */
export async function foldHandoffs(tx: Database, timeZone: string): Promise<number> {
  const found = await tx.rows<{ day: string }>(sql`
    select distinct (at at time zone 'UTC')::date as day
    from handoff_change, unnest(array[decided_at, missed_at]) at where at is not null`)
  const days = found.map(({ day }) => day)
  const known = (time: Sql) =>
    sql`(${time} is null or (${time} at time zone 'UTC')::date = any(${days}::date[]))`
  const folded = await tx.one<{ changes: number }>(sql`
    with changed as (
      delete from handoff_change where ${known(sql`decided_at`)} and ${known(sql`missed_at`)} returning *
    ),
    ${added(dayStartsFor(days, timeZone))}
    select count(*)::int as changes from changed`)
  return folded?.changes ?? 0
}

/** Counts all handoffs anew, by the days of the zone. The caller sees all as of one moment. */
export async function rebuildHandoffs(tx: Database, timeZone: string): Promise<void> {
  await tx.run(sql`delete from handoff_change`)
  await tx.run(sql`delete from handoff_rollup`)
  await tx.run(sql`delete from verdict_rollup`)
  await tx.run(sql`delete from lag_rollup where kind in ('response', 'responseHours')`)
  const known = await tx.one<{ first: string | null; last: string }>(sql`
    select (least(min(decided_at), min(due_at)) at time zone 'UTC')::date as first,
      (greatest(max(decided_at), max(due_at)) at time zone 'UTC')::date as last
    from handoff`)
  if (!known?.first) return
  await tx.run(sql`
    with changed as (
      select 1 as sign, decided_at, state = 'accepted' as accepted, handoff_in_time(decided_at, due_at) as in_time,
        response_minutes, handoff_missed_at(decided_at, due_at, asked_at, answered_at) as missed_at,
        offered_by_id as marketer_id, decided_by_id as rep_id, grade, computed_grade, reason_id, verdict_channel_id as channel_id,
        verdict_campaign_id as campaign_id, state = 'rejected' and verdict_contested as contested,
        state = 'rejected' and verdict_overturned as overturned, verdict_won as won, verdict_at_work as at_work
      from handoff
    ),
    ${added(dayStartsBetween(known.first, known.last, timeZone))}
    select`)
}

/** Adds the rows of the CTE `changed` to the rollups. */
function added(starts: DayStarts): Sql {
  return sql`
    ${daysCte(starts)},
    counted as (
      insert into handoff_rollup (span, day, decided, accepted, in_time, timed, missed)
      select span, date_trunc(span::text, day::timestamp)::date, sum(decided), sum(accepted), sum(in_time), sum(timed), sum(missed)
      from (
        select ${dayIn(sql`decided_at`)} as day, sum(sign) as decided, sum(sign * accepted::int) as accepted,
          sum(sign * in_time::int) as in_time, sum(sign * (response_minutes is not null)::int) as timed, 0 as missed
        from changed where decided_at is not null group by 1
        union all
        select ${dayIn(sql`missed_at`)}, 0, 0, 0, 0, sum(sign) from changed where missed_at is not null group by 1
      ) daily, unnest(enum_range(null::rollup_span)) span
      group by 1, 2
      order by 1, 2
      on conflict (span, day) do update set decided = handoff_rollup.decided + excluded.decided,
        accepted = handoff_rollup.accepted + excluded.accepted, in_time = handoff_rollup.in_time + excluded.in_time,
        timed = handoff_rollup.timed + excluded.timed, missed = handoff_rollup.missed + excluded.missed
    ),
    lagged as (
      insert into lag_rollup (kind, span, day, key, lag, n)
      select kind, span, date_trunc(span::text, day::timestamp)::date, ${ALL_TOGETHER}::int, lag, sum(n)
      from (
        select kind, ${dayIn(sql`decided_at`)} as day, lag, sum(sign) as n
        from changed cross join lateral (values ('response'::lag_kind, response_minutes), ('responseHours', response_minutes / ${MINUTES}::int)) of (kind, lag)
        where response_minutes is not null and decided_at is not null
        group by 1, 2, 3
      ) daily, unnest(enum_range(null::rollup_span)) span
      group by 1, 2, 3, 5
      having sum(n) <> 0
      order by 1, 2, 3, 5
      on conflict (kind, span, key, day, lag) do update set n = lag_rollup.n + excluded.n
    ),
    verdicts as (${verdictsAdded(sql`(select changed.*, ${dayIn(sql`decided_at`)} as day from changed where decided_at is not null)`)})`
}

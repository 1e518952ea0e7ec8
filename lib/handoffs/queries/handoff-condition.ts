import { inPeriod } from '@/lib/leads/queries/stage-condition'
import { type Sql, sql } from '@/lib/platform/db/sql'
import type { HandoffSet } from '../handoff-sets'

/**
 * When the promise of a handoff was kept or broken: at its verdict if that was in time, else when it fell due. So a
 * handoff counts once, in the period in which its clock ran out, however late the verdict comes. While a question waits
 * for its answer sales' clock stands still, and nothing falls due.
 */
export const settledAt = sql`case
  when handoff.decided_at <= handoff.due_at then handoff.decided_at
  when handoff.decided_at is null and handoff.asked_at <= handoff.due_at and handoff.answered_at is null then null
  else handoff.due_at end`

type Selection = { set: HandoffSet; from: string; to: string; timeZone: string; at: Date }

/** The rounds (table `handoff`, without an alias) that a number counts. */
export function handoffCondition({ set, from, to, timeZone, at }: Selection): Sql {
  const decided = inPeriod(sql`handoff.decided_at`, { from, to }, timeZone)
  switch (set) {
    case 'decided':
      return decided
    case 'accepted':
      return sql`${decided} and handoff.state = 'accepted'`
    case 'timed':
      return sql`${decided} and handoff.response_minutes is not null`
    case 'settled':
      return settled()
    case 'inTime':
      return sql`${settled()} and handoff.decided_at <= handoff.due_at`
  }

  function settled(): Sql {
    const period = { from, to }
    // The first line says nothing new: it lets the indexes on both times find the rows.
    return sql`(${inPeriod(sql`handoff.decided_at`, period, timeZone)} or ${inPeriod(sql`handoff.due_at`, period, timeZone)})
      and ${inPeriod(settledAt, period, timeZone)}
      and (handoff.decided_at <= handoff.due_at or handoff.due_at < ${at}::timestamptz)`
  }
}

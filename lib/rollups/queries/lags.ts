import { handoffCondition } from '@/lib/handoffs/queries/handoff-condition'
import {
  createdIn,
  dimensionColumn,
  dimensionCondition,
  enteredIn,
  localDay,
} from '@/lib/leads/queries/stage-condition'
import type { FilterDimension } from '@/lib/leads/stages'
import { db, empty, join, plannedAnew, type Sql, sql } from '@/lib/platform/db/sql'
import { monthsOf, type Period, periodBounds, periodOfMonth } from '@/lib/platform/period'
import type { Bin } from '../histogram'
import type { LagKind } from '../lag-kinds'

export type LagKey = string | number | null
export type LagBin = Bin & { key: LagKey }

export type LagsInput = Period & {
  kind: LagKind
  /** the organisation's */
  timeZone: string
  /** month: `YYYY-MM` of the day that the kind counts by */
  groupBy?: 'none' | 'channel' | 'month'
  filters?: Partial<Record<FilterDimension, string | number | null>>
}

/**
 * How often each duration occurred in a period, ascending; percentiles and curves are made of it by `histogram.ts`. What
 * happened in the wrong order (won on a day before the creation) is left out.
 */
export async function lagsOf(input: LagsInput): Promise<LagBin[]> {
  return countedLags(input)
}

const TIMES = {
  dealCycle: { by: 'won', since: sql`lead.created_at`, until: sql`lead.won_at` },
  salesCycle: { by: 'won', since: sql`lead.accepted_at`, until: sql`lead.won_at` },
  wonAfter: { by: 'created', since: sql`lead.created_at`, until: sql`lead.won_at` },
  toQualified: { by: 'created', since: sql`lead.created_at`, until: sql`lead.qualified_at` },
  toHandedOff: { by: 'created', since: sql`lead.qualified_at`, until: sql`lead.handed_off_at` },
  toAccepted: { by: 'created', since: sql`lead.handed_off_at`, until: sql`lead.accepted_at` },
  toDeal: { by: 'created', since: sql`lead.accepted_at`, until: sql`lead.deal_at` },
  toWon: { by: 'created', since: sql`lead.deal_at`, until: sql`lead.won_at` },
} as const satisfies Record<Exclude<LagKind, 'response'>, { by: 'won' | 'created'; since: Sql; until: Sql }>

function countedLags({
  kind,
  from,
  to,
  timeZone,
  groupBy = 'none',
  filters = {},
}: LagsInput): Promise<LagBin[]> {
  const period = { from, to }
  const conditions = (Object.entries(filters) as [FilterDimension, LagKey | undefined][]).flatMap(
    ([name, value]) => (value === undefined ? [] : [dimensionCondition(name, value)]),
  )
  const filtered = conditions.length === 0 ? empty : sql`and ${join(conditions, ' and ')}`
  const key = (time: Sql) => {
    if (groupBy === 'none') return sql`null::int`
    return groupBy === 'channel' ? dimensionColumn('channel') : monthKey(time, period, timeZone)
  }
  if (kind === 'response') {
    return db.rows<LagBin>(
      plannedAnew(sql`
      select ${key(sql`handoff.decided_at`)} as key, response_minutes as lag, count(*)::int as n
      from handoff join lead on lead.id = handoff.lead_id
      where ${handoffCondition({ set: 'timed', ...period, timeZone, at: new Date(0) })} ${filtered}
      group by 1, 2 order by 1, 2`),
    )
  }
  const { by, since, until } = TIMES[kind]
  const lag = sql`${localDay(until, timeZone)} - ${localDay(since, timeZone)}`
  const counted = by === 'won' ? enteredIn('won', period, timeZone) : createdIn(period, timeZone)
  return db.rows<LagBin>(
    plannedAnew(sql`
    select ${key(by === 'won' ? sql`lead.won_at` : sql`lead.created_at`)} as key, ${lag} as lag, count(*)::int as n
    from lead
    where ${counted} and ${lag} >= 0 ${filtered}
    group by 1, 2 order by 1, 2`),
  )
}

/** The name of the month of the period in which the time lies. */
function monthKey(time: Sql, period: Period, timeZone: string): Sql {
  const months = monthsOf(period)
  const starts = months.map((month) =>
    periodBounds(periodOfMonth(month, period) ?? period, timeZone).start.toISOString(),
  )
  return sql`(${months}::text[])[width_bucket(${time}, ${starts}::timestamptz[])]`
}

import { handoffCondition } from '@/lib/handoffs/queries/handoff-condition'
import {
  createdIn,
  dimensionColumn,
  dimensionCondition,
  enteredIn,
  localDay,
} from '@/lib/leads/queries/stage-condition'
import { type FilterDimension, NO_KEY } from '@/lib/leads/stages'
import { db, empty, join, plannedAnew, type Sql, sql } from '@/lib/platform/db/sql'
import type { Bin } from '@/lib/platform/histogram'
import { monthsOf, type Period, periodBounds, periodOfMonth } from '@/lib/platform/period'
import type { LagKind } from '../lag-kinds'
import { ALL_TOGETHER, isKeptByChannel, lagTimes, leadLags, partsTable, periodsTable } from './lag-sql'

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
  const bins = (await foldedLags(input)) ?? (await countedLags(input))
  return bins.filter(({ lag }) => lag >= 0)
}

/** From the rollup, where it is ready and keeps what is asked for. */
async function foldedLags({
  kind,
  from,
  to,
  timeZone,
  groupBy = 'none',
  filters = {},
}: LagsInput): Promise<LagBin[] | null> {
  const { channel, ...others } = filters
  if (Object.values(others).some((value) => value !== undefined)) return null
  const byChannel = groupBy === 'channel' || channel !== undefined
  if (byChannel && !isKeptByChannel(kind)) return null
  const months = groupBy === 'month' ? monthsOf({ from, to }) : []
  const periods =
    groupBy === 'month' ? months.flatMap((month) => periodOfMonth(month, { from, to }) ?? []) : [{ from, to }]
  const keys = channel === undefined ? (byChannel ? 'channels' : ALL_TOGETHER) : channelKey(channel)
  const found = await foldedHistograms([kind], periods, timeZone, keys)
  const named = (period: number, key: number): LagKey => {
    if (groupBy === 'month') return months[period] ?? null
    return groupBy === 'channel' && key > 0 ? key : null
  }
  return (
    found?.flatMap(({ period, key, bins }) => bins.map((bin) => ({ key: named(period, key), ...bin }))) ??
    null
  )
}

function channelKey(channel: string | number | null): number {
  return channel === null || channel === NO_KEY ? 0 : Number(channel)
}

/** `period` is the place in the list of periods; bins ascend, what happened in the wrong order has a negative lag. */
export type Histogram = { period: number; kind: LagKind; bins: Bin[] }

/** The histograms of several kinds and periods, of all leads together; what never occurred is left out. */
export async function histogramsOf(
  kinds: readonly LagKind[],
  periods: readonly Period[],
  timeZone: string,
): Promise<Histogram[]> {
  if (periods.length === 0) return []
  const found = await foldedHistograms(kinds, periods, timeZone, ALL_TOGETHER)
  if (found) return found
  const asked = periods.flatMap((period, index) => kinds.map((kind) => ({ period, index, kind })))
  return Promise.all(
    asked.map(async ({ period, index, kind }) => {
      const counted = await countedLags({ ...period, kind, timeZone })
      return { period: index, kind, bins: counted.map(({ lag, n }) => ({ lag, n })) }
    }),
  )
}

/** In one statement: whole months, the days at the ends, and the changes that are not folded yet. Null: not ready. */
async function foldedHistograms(
  kinds: readonly LagKind[],
  periods: readonly Period[],
  timeZone: string,
  keys: 'channels' | number,
): Promise<(Histogram & { key: number })[] | null> {
  const ofKey = (key: Sql) => (keys === 'channels' ? sql`${key} >= 0` : sql`${key} = ${keys}::int`)
  const rows = await db.rows<
    Omit<Histogram, 'bins'> & { key: number; lags: number[] | null; counts: number[] | null }
  >(sql`
    with counted as (
      select part.period, r.kind, r.key, r.lag, r.n
      from ${partsTable(periods)}
      cross join unnest(${kinds}::lag_kind[]) as wanted (kind)
      cross join lateral (
        select r.kind, r.key, r.lag, r.n from lag_rollup r
        where r.kind = wanted.kind and r.span = part.span and ${ofKey(sql`r.key`)} and r.day between part.first and part.last
        offset 0 -- each part from the index, whatever the planner thinks of ranges
      ) r
      union all
      select period, kind, key, lag, sign
      from ${periodsTable(periods, timeZone)}
      join (${unfolded(kinds, timeZone)}) change on change.at >= starts and change.at < ends and ${ofKey(sql`key`)}
    ),
    summed as (
      select period, kind, key, lag, sum(n)::int as n from counted group by 1, 2, 3, 4 having sum(n) <> 0
    ),
    histogram as (
      select period, kind, key, json_agg(lag order by lag) as lags, json_agg(n order by lag) as counts
      from summed group by 1, 2, 3
    )
    select histogram.* from rollup_state left join histogram on true where time_zone = ${timeZone}::text`)
  if (rows.length === 0) return null
  return rows.flatMap(({ lags, counts, ...histogram }) =>
    lags ? [{ ...histogram, bins: lags.map((lag, index) => ({ lag, n: counts?.[index] ?? 0 })) }] : [],
  )
}

function unfolded(kinds: readonly LagKind[], timeZone: string): Sql {
  const parts: Sql[] = []
  if (kinds.some((kind) => kind !== 'response'))
    parts.push(leadLags(sql`lead_change lead`, sql`lead.sign`, timeZone, kinds))
  if (kinds.includes('response'))
    parts.push(sql`
      select 'response'::lag_kind as kind, decided_at as at, ${ALL_TOGETHER}::int as key, response_minutes as lag, sign
      from handoff_change where response_minutes is not null and decided_at is not null`)
  return join(parts, ' union all ')
}

/** From the leads and handoffs themselves, those in the wrong order included. */
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
  const { by, since, until } = lagTimes(kind)
  const lag = sql`${localDay(until, timeZone)} - ${localDay(since, timeZone)}`
  const counted = by === 'won' ? enteredIn('won', period, timeZone) : createdIn(period, timeZone)
  return db.rows<LagBin>(
    plannedAnew(sql`
    select ${key(by === 'won' ? sql`lead.won_at` : sql`lead.created_at`)} as key, ${lag} as lag, count(*)::int as n
    from lead
    where ${counted} and ${lag} is not null ${filtered}
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

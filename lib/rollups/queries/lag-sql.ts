import { localDay } from '@/lib/leads/queries/stage-condition'
import { join, type Sql, sql } from '@/lib/platform/db/sql'
import { type Period, periodBounds } from '@/lib/platform/period'
import type { LagKind } from '../lag-kinds'
import { partsOf } from '../parts'

/** The durations of a lead in SQL, on a row named `lead`: of the table, or of its changes under this name. */

type LeadLag = Exclude<LagKind, 'response'>

const COLUMN = {
  created: sql`lead.created_at`,
  qualified: sql`lead.qualified_at`,
  handedOff: sql`lead.handed_off_at`,
  accepted: sql`lead.accepted_at`,
  deal: sql`lead.deal_at`,
  won: sql`lead.won_at`,
}
type Time = keyof typeof COLUMN

const TIMES: Record<LeadLag, { by: 'won' | 'created'; since: Time; until: Time }> = {
  dealCycle: { by: 'won', since: 'created', until: 'won' },
  salesCycle: { by: 'won', since: 'accepted', until: 'won' },
  wonAfter: { by: 'created', since: 'created', until: 'won' },
  toQualified: { by: 'created', since: 'created', until: 'qualified' },
  toHandedOff: { by: 'created', since: 'qualified', until: 'handedOff' },
  toAccepted: { by: 'created', since: 'handedOff', until: 'accepted' },
  toDeal: { by: 'created', since: 'accepted', until: 'deal' },
  toWon: { by: 'created', since: 'deal', until: 'won' },
}
const LEAD_LAGS = Object.keys(TIMES) as LeadLag[]

/** Those that are kept per channel as well; the others are counted directly where a channel is asked for. */
const BY_CHANNEL: readonly LagKind[] = ['dealCycle', 'salesCycle', 'wonAfter']

export function isKeptByChannel(kind: LagKind): boolean {
  return BY_CHANNEL.includes(kind)
}

/** The times of a duration: by the day of which it counts, and between which it lasts. */
export function lagTimes(kind: LeadLag): { by: 'won' | 'created'; since: Sql; until: Sql } {
  const { by, since, until } = TIMES[kind]
  return { by, since: COLUMN[since], until: COLUMN[until] }
}

/** The keys of `lag_rollup`: all leads together, or a channel; 0 is none. */
export const ALL_TOGETHER = -1

/**
 * What the leads of `source` (named `lead`: the table, or its changes) add to histograms, as (kind, at, key, lag, sign):
 * `at` is the time by whose day it counts. Each time is made a day once. What is in the wrong order is there as well: its
 * lag is negative.
 */
export function leadLags(
  source: Sql,
  sign: Sql,
  timeZone: string,
  kinds: readonly LagKind[] = LEAD_LAGS,
): Sql {
  const days = TIME_NAMES.map((time) => sql`${localDay(COLUMN[time], timeZone)} as ${DAY[time]}`)
  const rows = LEAD_LAGS.filter((kind) => kinds.includes(kind)).map((kind) => {
    const { by, since, until } = TIMES[kind]
    return sql`(${kind}::lag_kind, ${COLUMN[by]}, ${DAY[until]} - ${DAY[since]}, ${isKeptByChannel(kind)}::boolean)`
  })
  // `offset 0` keeps each day from being computed again wherever it is read.
  return sql`
    select fact.kind, fact.at, key, fact.lag, lead.sign
    from (
      select ${sign} as sign, coalesce(lead.channel_id, 0) as channel, lead.created_at, lead.won_at, ${join(days)}
      from ${source} offset 0
    ) lead
    cross join lateral (values ${join(rows)}) as fact (kind, at, lag, by_channel)
    cross join lateral unnest(case when by_channel then array[${ALL_TOGETHER}::int, channel] else array[${ALL_TOGETHER}::int] end) as key
    where fact.lag is not null and fact.at is not null`
}

const DAY: Record<Time, Sql> = {
  created: sql`created_on`,
  qualified: sql`qualified_on`,
  handedOff: sql`handed_off_on`,
  accepted: sql`accepted_on`,
  deal: sql`deal_on`,
  won: sql`won_on`,
}
const TIME_NAMES = Object.keys(COLUMN) as Time[]

/** `responseHours` counts `response` by whole hours. */
export const MINUTES_OF_AN_HOUR = 60

/** The parts of periods as a table: rows of a rollup are those of its span from its first to its last day. */
export function partsTable(periods: readonly Period[]): Sql {
  const parts = periods.flatMap((period, index) => partsOf(period).map((part) => ({ ...part, index })))
  return sql`unnest(${parts.map(({ index }) => index)}::int[], ${parts.map(({ span }) => span)}::rollup_span[],
    ${parts.map(({ first }) => first)}::date[], ${parts.map(({ last }) => last)}::date[]) as part (period, span, first, last)`
}

/** The periods as a table, by the instants at which they begin and end. */
export function periodsTable(periods: readonly Period[], timeZone: string): Sql {
  const bounds = periods.map((period) => periodBounds(period, timeZone))
  return sql`unnest(${periods.map((_, index) => index)}::int[], ${bounds.map(({ start }) => start.toISOString())}::timestamptz[],
    ${bounds.map(({ end }) => end.toISOString())}::timestamptz[]) as asked (period, starts, ends)`
}

import { inPeriod, localDay, sourceColumns } from '@/lib/leads/queries/stage-condition'
import { type Attribution, type Basis, NO_KEY } from '@/lib/leads/stages'
import { organisationClock } from '@/lib/organisation/queries'
import type { Actor, NumbersReader } from '@/lib/platform/actor'
import { db, empty, join, plannedAnew, type Sql, sql } from '@/lib/platform/db/sql'
import { centsOf, moneyOf } from '@/lib/platform/money'
import { monthsOf, type Period, periodBounds, periodOfMonth } from '@/lib/platform/period'
import type { Verdict } from '@/lib/platform/statistics'
import {
  judgeAcceptance,
  NO_COUNTS,
  type Performance,
  type PerformanceCounts,
  performanceOf,
  totalOf,
} from '../performance'
import type { FunnelFilters } from '../schema'
import { type AttributedGrouping, attributedCounts, type PlaceFilter } from './attributed'
import { type CostRow, costsOf } from './costs'
import { namesBy } from './names'

export type PerformanceQuestion = Period & {
  basis: Basis
  attribution: Attribution
  groupBy: 'channel' | 'campaign'
  /** only of this channel */
  channel?: number | typeof NO_KEY
}

export type PerformanceRow = Performance & {
  key: number | null
  label: string | null
  /** of a campaign */
  channel: { id: number; name: string } | null
  verdict: Verdict
}

export type PerformanceTable = { rows: PerformanceRow[]; total: Performance }

/** What each channel or campaign cost, brought and gave back, in no order; all of them, however many. */
export async function performance(
  _reader: NumbersReader,
  question: PerformanceQuestion,
): Promise<PerformanceTable> {
  const { basis, attribution, groupBy, channel } = question
  const place = channel === undefined ? {} : { channel }
  const rows = await countedBy(question, groupBy, place, basis, attribution)
  const names = await namesBy(groupBy, [...rows.keys()].filter(isId))
  const entries = [...rows.entries()]
  const judged = judgeAcceptance(entries.map(([, counts]) => counts))
  return {
    rows: entries.map(([key, counts], index) => {
      const named = isId(key) ? names.get(key) : undefined
      return {
        key: isId(key) ? key : null,
        label: named?.label ?? null,
        channel: named?.channel ?? null,
        ...performanceOf(counts),
        verdict: judged[index] ?? 'same',
      }
    }),
    total: performanceOf(totalOf(entries.map(([, counts]) => counts))),
  }
}

export type PerformanceMonth = Performance & { month: string }

/** One channel or campaign as a whole, and month by month. */
export async function performanceOver(
  _actor: Actor,
  {
    from,
    to,
    basis,
    attribution,
    place,
  }: Period & Pick<PerformanceQuestion, 'basis' | 'attribution'> & { place: PlaceFilter },
): Promise<{ total: Performance; months: PerformanceMonth[] }> {
  const period = { from, to }
  const byMonth = await countedBy(period, 'month', place, basis, attribution)
  const months = monthsOf(period).map((month) => ({
    month,
    ...performanceOf(byMonth.get(month) ?? NO_COUNTS),
  }))
  return { total: performanceOf(totalOf([...byMonth.values()])), months }
}

function isId(key: number | string | null): key is number {
  return typeof key === 'number'
}

async function countedBy(
  period: Period,
  groupBy: AttributedGrouping,
  place: PlaceFilter,
  basis: Basis,
  attribution: Attribution,
): Promise<Map<number | string | null, PerformanceCounts>> {
  const days = { from: period.from, to: period.to }
  const filters: FunnelFilters = { ...place }
  const months =
    groupBy === 'month' ? monthsOf(days).flatMap((month) => periodOfMonth(month, days) ?? []) : []
  const [leads, actual, planned] = await Promise.all([
    countLeads(days, groupBy, place, basis, attribution),
    costsOf(days, groupBy, filters, months),
    costsOf(days, groupBy, filters, months, { planned: true }),
  ])
  const rows = new Map<number | string | null, PerformanceCounts>(leads)
  const add = (key: CostRow['key'], change: Partial<PerformanceCounts>) =>
    rows.set(key, { ...(rows.get(key) ?? NO_COUNTS), ...change })
  const isNothing = ({ reach, responses, marketing, sales }: CostRow) =>
    reach === 0 && responses === 0 && Number(marketing) === 0 && Number(sales) === 0
  for (const row of actual ?? [])
    if (!isNothing(row))
      add(row.key, { reach: row.reach, responses: row.responses, marketing: row.marketing, sales: row.sales })
  for (const row of planned ?? [])
    if (!isNothing(row)) add(row.key, { plannedMarketing: row.marketing, plannedSales: row.sales })
  return rows
}

async function countLeads(
  days: Period,
  groupBy: AttributedGrouping,
  place: PlaceFilter,
  basis: Basis,
  attribution: Attribution,
): Promise<[number | string | null, PerformanceCounts][]> {
  const rows = await attributedCounts(days, groupBy, place, attribution, [
    'leads',
    'marketingLeads',
    'hot',
    'warm',
    'cold',
    'hotMarketingLeads',
    'reachedHandedOff',
    'reachedAccepted',
    ...(basis === 'cohort' ? COHORT : PERIOD),
  ])
  // Sums of nothing come as '0' from the rollups.
  const money = (sum: string) => moneyOf(centsOf(sum))
  return rows.map((row) => {
    const { key, leads, marketingLeads, hot, warm, cold, hotMarketingLeads } = row
    const made = { ...NO_COUNTS, leads, marketingLeads, hot, warm, cold, hotMarketingLeads }
    const accepted = { handedOff: row.reachedHandedOff, acceptedOfHandedOff: row.reachedAccepted }
    const came =
      basis === 'cohort'
        ? {
            accepted: row.cohortAcceptedMarketing,
            customers: row.cohortCustomers,
            revenue: money(row.cohortRevenue),
            marketingRevenue: money(row.cohortMarketingRevenue),
          }
        : {
            accepted: row.enteredAcceptedMarketing,
            customers: row.customers,
            revenue: money(row.revenue),
            marketingRevenue: money(row.marketingRevenue),
          }
    return [key, { ...made, ...accepted, ...came }]
  })
}

const COHORT = [
  'cohortAcceptedMarketing',
  'cohortCustomers',
  'cohortRevenue',
  'cohortMarketingRevenue',
] as const
const PERIOD = ['enteredAcceptedMarketing', 'customers', 'revenue', 'marketingRevenue'] as const

/** Months after which a win counts as long after what was spent for it. */
export const LATE_AFTER = [3, 6, 12] as const

export type LateWins = {
  customers: number
  revenue: string
  /** of leads created before the period: what was spent for them lies before it */
  earlier: { customers: number; revenue: string }
  /** of leads that were so many months old when they were won */
  older: { months: number; customers: number; revenue: string }[]
}

/** How long before its win the leads of the period's customers had come: the money that bought them was spent then. */
export async function lateWins(
  _actor: Actor,
  period: Period,
  place: PlaceFilter,
  attribution: Attribution,
): Promise<LateWins> {
  const { timeZone } = await organisationClock(db)
  const source = sourceColumns(attribution)
  const conditions = (['channel', 'campaign'] as const).flatMap((name) => {
    const wanted = place[name]
    if (wanted === undefined) return []
    return [wanted === NO_KEY ? sql`${source[name]} is null` : sql`${source[name]} = ${wanted}::int`]
  })
  const where = conditions.length === 0 ? empty : sql` and ${join(conditions, ' and ')}`
  const older = LATE_AFTER.map(
    (
      months,
    ) => sql`json_build_object('months', ${months}::int, 'customers', count(*) filter (where months >= ${months}::int),
      'revenue', coalesce(sum(revenue) filter (where months >= ${months}::int), 0.00)::text)`,
  )
  const row = await db.one<{
    customers: number
    revenue: string
    earlier: LateWins['earlier']
    older: LateWins['older']
  }>(
    plannedAnew(sql`
    with won as (
      select coalesce(lead.revenue, 0) as revenue, lead.created_at < ${periodBounds(period, timeZone).start} as earlier,
        ${monthsOld(timeZone)} as months
      from lead where ${inPeriod(sql`lead.customer_at`, period, timeZone)}${where}
    )
    select count(*)::int as customers, coalesce(sum(revenue), 0.00)::text as revenue,
      json_build_object('customers', count(*) filter (where earlier),
        'revenue', coalesce(sum(revenue) filter (where earlier), 0.00)::text) as earlier,
      json_build_array(${join(older)}) as older
    from won`),
  )
  if (!row) throw new Error('an aggregate without a row')
  return row
}

/**
 * The most of LATE_AFTER that lie between the day of creation and that of the win; 0: none. Days are asked for only where
 * the times are about so far apart: a month has 28 days at least, and an hour may be lost.
 */
function monthsOld(timeZone: string): Sql {
  const whens = LATE_AFTER.toReversed().map(
    (months) => sql`when lead.customer_at >= lead.created_at + make_interval(days => ${28 * months - 2}::int)
      and ${localDay(sql`lead.customer_at`, timeZone)} >= ${localDay(sql`lead.created_at`, timeZone)} + make_interval(months => ${months}::int)
      then ${months}::int`,
  )
  return sql`case ${join(whens, ' ')} else 0 end`
}

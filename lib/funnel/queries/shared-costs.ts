import { inPeriod } from '@/lib/leads/queries/stage-condition'
import { organisationClock } from '@/lib/organisation/queries'
import type { Side } from '@/lib/platform/db/generated/enums'
import { db, plannedAnew, type Sql, sql } from '@/lib/platform/db/sql'
import {
  firstDayOf,
  lastDayOf,
  monthsOf,
  type Period,
  periodBounds,
  periodOfMonth,
} from '@/lib/platform/period'
import {
  type Place,
  type Split,
  splitByWeight,
  splitEqually,
  splitPart,
  type Weighted,
} from '@/lib/spend/split'

/** What of the shared costs falls on one channel or campaign (or on none) in one month. */
export type SharedCost = { place: Place; side: Side; month: string; cents: bigint }

/**
 * Shared costs of some days, split over channels and campaigns: month by month, by the key's numbers of that whole
 * calendar month. What is split by the same key is added up first.
 */
export async function sharedCosts(parts: readonly Period[], planned: boolean): Promise<SharedCost[]> {
  const ofMonths = parts.flatMap((period) =>
    monthsOf(period).flatMap((month) => periodOfMonth(month, period) ?? []),
  )
  const sums = await sharedSums(ofMonths, planned)
  if (sums.length === 0) return []
  const key = await readKeys(sums, planned)
  return sums.flatMap(({ month, side, before, until, ...sum }) =>
    splitPart({ before: BigInt(before), until: BigInt(until) }, (cents) =>
      key({ month, side, ...sum }, cents),
    ).map(({ place, cents }) => ({ place, side, month, cents })),
  )
}

type SharedSum = {
  month: string
  side: Side
  splitBy: Split
  /** of fixed shares: the entry whose they are */
  entry: number | null
  /** cents from the month's first day up to the day before the part, and up to its last day */
  before: string
  until: string
}

function sharedSums(parts: readonly Period[], planned: boolean): Promise<SharedSum[]> {
  const upTo = (day: Sql) => sql`round(amount * least(greatest(${day} - first_day, 0), days) / days, 2)`
  const sinceFirst = (day: Sql) => sql`(sum(${upTo(day)} - ${upTo(sql`month_first`)}) * 100)::bigint::text`
  return db.rows<SharedSum>(
    plannedAnew(sql`
    select to_char(month_first, 'YYYY-MM') as month, side, split_by as "splitBy",
      case when split_by = 'fixed' then spend_id end as entry,
      ${sinceFirst(sql`part.first`)} as before, ${sinceFirst(sql`(part.last + 1)`)} as until
    from (
      select cost_stretch.*, last_day - first_day + 1 as days from cost_stretch
      where channel_id is null and planned = ${planned}
    ) shared
    join (
      select first, last, date_trunc('month', first::timestamp)::date as month_first
      from unnest(${parts.map(({ from }) => from)}::date[], ${parts.map(({ to }) => to)}::date[]) as span (first, last)
    ) part on first_day <= part.last and last_day >= part.month_first
    group by 1, 2, 3, 4
    order by 1, 2, 3, 4`),
  )
}

type KeyOf = Pick<SharedSum, 'month' | 'side' | 'splitBy' | 'entry'>
type SplitBy = (sum: KeyOf, cents: bigint) => { place: Place; cents: bigint }[] | null

/** The keys' numbers for the months at hand, each read only where something is split by it. */
async function readKeys(sums: readonly SharedSum[], planned: boolean): Promise<SplitBy> {
  const months = [...new Set(sums.map(({ month }) => month))].sort()
  const splits = new Set(sums.map(({ splitBy }) => splitBy))
  const has = (...some: Split[]) => some.some((split) => splits.has(split))
  const entries = sums.flatMap(({ entry }) => entry ?? [])
  const [leads, accepted, costs, shares] = await Promise.all([
    has('equally', 'leads', 'hot') ? leadWeights(months) : [],
    has('accepted') ? acceptedWeights(months) : [],
    has('equally', 'costs') ? costWeights(months, planned) : [],
    entries.length > 0 ? fixedShares(entries) : [],
  ])
  const byMonth = {
    leads: Map.groupBy(leads, ({ month }) => month),
    accepted: Map.groupBy(accepted, ({ month }) => month),
    costs: Map.groupBy(costs, ({ month }) => month),
  }
  const byEntry = Map.groupBy(shares, ({ entry }) => entry)
  const weights = ({ month, side, splitBy, entry }: KeyOf): Weighted<Place>[] => {
    switch (splitBy) {
      case 'leads':
        return weighted(byMonth.leads.get(month), ({ leads }) => leads)
      case 'hot':
        return weighted(byMonth.leads.get(month), ({ hot }) => hot)
      case 'accepted':
        return weighted(byMonth.accepted.get(month), ({ leads }) => leads)
      case 'costs':
        return weighted(byMonth.costs.get(month), (cost) => cost[side])
      case 'fixed':
        return weighted(byEntry.get(entry ?? 0), ({ hundredths }) => hundredths)
      case 'equally':
        return []
    }
  }
  const atWork = (month: string): Place[] => {
    const places = new Map<string, Place>()
    const spent = byMonth.costs.get(month)?.filter((cost) => cost.marketing + cost.sales > 0n) ?? []
    for (const { channelId, campaignId } of [...(byMonth.leads.get(month) ?? []), ...spent])
      if (channelId !== null) places.set(`${channelId} ${campaignId}`, { channelId, campaignId })
    return [...places.values()].toSorted(inOrder)
  }
  return (sum, cents) =>
    sum.splitBy === 'equally' ? splitEqually(cents, atWork(sum.month)) : splitByWeight(cents, weights(sum))
}

function weighted<R extends Place>(
  rows: readonly R[] | undefined,
  weight: (row: R) => bigint | number,
): Weighted<Place>[] {
  return (rows ?? []).toSorted(inOrder).map((row) => ({
    place: { channelId: row.channelId, campaignId: row.campaignId },
    weight: BigInt(weight(row)),
  }))
}

/** A channel before its campaigns, no channel last: who comes first gets the odd cent. */
function inOrder(a: Place, b: Place): number {
  const by = (place: Place) => place.channelId ?? Number.MAX_SAFE_INTEGER
  return by(a) - by(b) || (a.campaignId ?? 0) - (b.campaignId ?? 0)
}

type LeadWeight = Place & { month: string; leads: number; hot: number }

/** Leads by the month of their creation. */
function leadWeights(months: readonly string[]): Promise<LeadWeight[]> {
  return countedByMonth(months, sql`lead.created_at`)
}

/** Leads by the month in which sales first accepted them. */
function acceptedWeights(months: readonly string[]): Promise<LeadWeight[]> {
  return countedByMonth(months, sql`lead.reached_accepted`)
}

async function countedByMonth(months: readonly string[], time: Sql): Promise<LeadWeight[]> {
  const { timeZone } = await organisationClock(db)
  const period = { from: firstDayOf(months[0] ?? ''), to: lastDayOf(months.at(-1) ?? '') }
  const names = monthsOf(period)
  const starts = names.map((month) =>
    periodBounds({ from: firstDayOf(month), to: lastDayOf(month) }, timeZone).start.toISOString(),
  )
  return db.rows<LeadWeight>(
    plannedAnew(sql`
    select (${names}::text[])[n] as month, "channelId", "campaignId", leads, hot
    from (
      select width_bucket(${time}, ${starts}::timestamptz[]) as n, lead.channel_id as "channelId",
        lead.campaign_id as "campaignId", count(*)::int as leads, count(*) filter (where lead.grade = 'hot')::int as hot
      from lead where ${inPeriod(time, period, timeZone)}
      group by 1, 2, 3
    ) counted`),
  )
}

type CostWeight = Place & { month: string; marketing: bigint; sales: bigint }

/** What was recorded for channels and campaigns themselves, of the same kind (actual or planned), in whole months. */
async function costWeights(months: readonly string[], planned: boolean): Promise<CostWeight[]> {
  const upTo = (day: Sql) => sql`round(amount * least(greatest(${day} - first_day, 0), days) / days, 2)`
  const rows = await db.rows<Place & { month: string; side: Side; cents: string }>(
    plannedAnew(sql`
    select span.name as month, channel_id as "channelId", campaign_id as "campaignId", side,
      (sum(${upTo(sql`(span.last + 1)`)} - ${upTo(sql`span.first`)}) * 100)::bigint::text as cents
    from (
      select cost_stretch.*, last_day - first_day + 1 as days from cost_stretch
      where channel_id is not null and planned = ${planned}
    ) direct
    join unnest(${months.map(firstDayOf)}::date[], ${months.map(lastDayOf)}::date[], ${months}::text[])
      as span (first, last, name) on first_day <= span.last and last_day >= span.first
    group by 1, 2, 3, 4`),
  )
  const places = new Map<string, CostWeight>()
  for (const { month, channelId, campaignId, side, cents } of rows) {
    const key = `${month} ${channelId} ${campaignId}`
    const place = places.get(key) ?? { month, channelId, campaignId, marketing: 0n, sales: 0n }
    place[side] += BigInt(cents)
    places.set(key, place)
  }
  return [...places.values()]
}

function fixedShares(entries: readonly number[]): Promise<(Place & { entry: number; hundredths: number })[]> {
  return db.rows(sql`
    select spend_id as entry, channel_id as "channelId", campaign_id as "campaignId", (percent * 100)::int as hundredths
    from cost_share where spend_id = any(${entries}::int[])`)
}

import { createdIn, dimensionColumn, enteredIn, inPeriod } from '@/lib/leads/queries/stage-condition'
import { organisationClock } from '@/lib/organisation/queries'
import type { NumbersReader } from '@/lib/platform/actor'
import { db, plannedAnew, sql } from '@/lib/platform/db/sql'
import { moneyPer, returnOn } from '@/lib/platform/money'
import type { Period } from '@/lib/platform/period'
import { type CostRow, costsOf } from './costs'

const NO_COSTS = { reach: 0, responses: 0, marketing: '0.00', sales: '0.00' }

type Counts = {
  key: number | null
  leads: number
  hot: number
  warm: number
  cold: number
  marketingLeads: number
  hotMarketingLeads: number
  acceptedMarketingLeads: number
  customers: number
  revenue: string
  marketingRevenue: string
}

export type MoneyRow = Counts & {
  label: string | null
  reach: number
  responses: number
  marketing: string
  sales: string
  costPerLead: string | null
  costPerHotLead: string | null
  costPerAcceptedLead: string | null
  romi: number | null
}

/**
 * What each channel or campaign cost, what quality it brought and what came back: the shared KPIs of the period, each by
 * its definition in kpi.ts, for the leads of one row.
 */
export async function moneyBy(
  _reader: NumbersReader,
  { from, to }: Period,
  by: 'channel' | 'campaign',
  channelId: number | null = null,
): Promise<MoneyRow[]> {
  const period = { from, to }
  const { timeZone } = await organisationClock(db)
  const filters = channelId === null ? {} : { channel: channelId }
  const [counts, costs] = await Promise.all([
    countBy(period, by, channelId, timeZone),
    costsOf(period, by, filters),
  ])
  const rows = new Map(counts.map((row) => [row.key, { ...row, ...NO_COSTS }]))
  for (const { key, ...spent } of costs ?? []) {
    const id = key as number | null
    rows.set(id, { ...(rows.get(id) ?? nothing(id)), ...spent })
  }
  const labels = await namesOf(by, [...rows.keys()])
  return [...rows.values()]
    .map((row) => ({
      ...row,
      label: row.key === null ? null : (labels.get(row.key) ?? null),
      costPerLead: moneyPer(row.marketing, row.marketingLeads),
      costPerHotLead: moneyPer(row.marketing, row.hotMarketingLeads),
      costPerAcceptedLead: moneyPer(row.marketing, row.acceptedMarketingLeads),
      romi: returnOn(row.marketingRevenue, row.marketing),
    }))
    .toSorted(
      (a, b) =>
        Number(a.key === null) - Number(b.key === null) ||
        Number(b.marketing) - Number(a.marketing) ||
        b.leads - a.leads,
    )
}

function countBy(
  period: Period,
  by: 'channel' | 'campaign',
  channelId: number | null,
  timeZone: string,
): Promise<Counts[]> {
  const key = dimensionColumn(by)
  const within = channelId === null ? sql`true` : sql`lead.channel_id = ${channelId}::int`
  return db.rows<Counts>(
    plannedAnew(sql`
    select key, sum(leads)::int as leads, sum(hot)::int as hot, sum(warm)::int as warm, sum(cold)::int as cold,
      sum(marketing)::int as "marketingLeads", sum(hot_marketing)::int as "hotMarketingLeads",
      sum(accepted)::int as "acceptedMarketingLeads", sum(customers)::int as customers,
      sum(revenue)::text as revenue, sum(marketing_revenue)::text as "marketingRevenue"
    from (
      select ${key} as key, count(*) as leads, count(*) filter (where grade = 'hot') as hot,
        count(*) filter (where grade = 'warm') as warm, count(*) filter (where grade = 'cold') as cold,
        count(*) filter (where origin = 'marketing') as marketing,
        count(*) filter (where origin = 'marketing' and grade = 'hot') as hot_marketing,
        0 as accepted, 0 as customers, 0.00 as revenue, 0.00 as marketing_revenue
      from lead where ${createdIn(period, timeZone)} and ${within} group by 1
      union all
      select ${key}, 0, 0, 0, 0, 0, 0, count(*), 0, 0.00, 0.00
      from lead where ${enteredIn('accepted', period, timeZone)} and origin = 'marketing' and ${within} group by 1
      union all
      select ${key}, 0, 0, 0, 0, 0, 0, 0, count(*), sum(deal.amount),
        coalesce(sum(deal.amount) filter (where lead.origin = 'marketing'), 0.00)
      from deal join lead on lead.id = deal.lead_id
      where deal.state = 'won' and ${inPeriod(sql`deal.closed_at`, period, timeZone)} and ${within} group by 1
    ) part
    group by key`),
  )
}

function nothing(key: number | null): Counts & Omit<CostRow, 'key'> {
  return {
    key,
    leads: 0,
    hot: 0,
    warm: 0,
    cold: 0,
    marketingLeads: 0,
    hotMarketingLeads: 0,
    acceptedMarketingLeads: 0,
    customers: 0,
    revenue: '0.00',
    marketingRevenue: '0.00',
    ...NO_COSTS,
  }
}

async function namesOf(
  by: 'channel' | 'campaign',
  keys: readonly (number | null)[],
): Promise<Map<number, string>> {
  const ids = keys.filter((key) => key !== null)
  const found = await db.rows<{ id: number; name: string }>(
    sql`select id, name from ${by === 'channel' ? sql`channel` : sql`campaign`} where id = any(${ids}::int[])`,
  )
  return new Map(found.map(({ id, name }) => [id, name]))
}

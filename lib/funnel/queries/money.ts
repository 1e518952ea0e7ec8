import type { NumbersReader } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { centsOf, moneyOf, moneyPer, returnOn } from '@/lib/platform/money'
import type { Period } from '@/lib/platform/period'
import { countsBy } from '@/lib/rollups/queries/counts'
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
  const filters = channelId === null ? {} : { channel: channelId }
  const [counts, costs] = await Promise.all([countBy(period, by, channelId), costsOf(period, by, filters)])
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

async function countBy(
  period: Period,
  by: 'channel' | 'campaign',
  channelId: number | null,
): Promise<Counts[]> {
  const filters = channelId === null ? {} : { channel: channelId }
  const rows = await countsBy({ ...period, groupBy: by, filters }, [
    'leads',
    'hot',
    'warm',
    'cold',
    'marketingLeads',
    'hotMarketingLeads',
    'enteredAcceptedMarketing',
    'customers',
    'revenue',
    'marketingRevenue',
  ])
  // Sums of nothing come as '0' from the rollups.
  const money = (sum: string) => moneyOf(centsOf(sum))
  return rows.map(({ key, enteredAcceptedMarketing, revenue, marketingRevenue, ...counts }) => ({
    ...counts,
    key: key as number | null,
    acceptedMarketingLeads: enteredAcceptedMarketing,
    revenue: money(revenue),
    marketingRevenue: money(marketingRevenue),
  }))
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

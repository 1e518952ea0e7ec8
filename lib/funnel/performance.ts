import { centsOf, moneyOf, moneyPer, moneyRatio, returnOn } from '@/lib/platform/money'
import { type Estimate, type Verdict, verdicts, wilson } from '@/lib/platform/statistics'

/**
 * What a channel or campaign cost, what quality it brought and what came back. period: the shared KPIs of the days, each by
 * its definition. cohort: what the money of the days bought, the leads created in them, and what became of these by now,
 * whenever that was.
 */

export const PERFORMANCE_SORTS = [
  'name',
  'costs',
  'planned',
  'leads',
  'costPerLead',
  'hotShare',
  'acceptance',
  'accepted',
  'costPerAccepted',
  'customers',
  'revenue',
  'cac',
  'romi',
  'payback',
] as const
export type PerformanceSort = (typeof PERFORMANCE_SORTS)[number]

export type PerformanceCounts = {
  reach: number
  responses: number
  /** both sides' */
  marketing: string
  sales: string
  plannedMarketing: string
  plannedSales: string
  leads: number
  marketingLeads: number
  hot: number
  warm: number
  cold: number
  hotMarketingLeads: number
  /** of the leads created in the days, on either basis: a share needs its base */
  handedOff: number
  acceptedOfHandedOff: number
  /** marketing's, accepted: in the days, or by now */
  accepted: number
  customers: number
  revenue: string
  marketingRevenue: string
}

export const NO_COUNTS: PerformanceCounts = {
  reach: 0,
  responses: 0,
  marketing: '0.00',
  sales: '0.00',
  plannedMarketing: '0.00',
  plannedSales: '0.00',
  leads: 0,
  marketingLeads: 0,
  hot: 0,
  warm: 0,
  cold: 0,
  hotMarketingLeads: 0,
  handedOff: 0,
  acceptedOfHandedOff: 0,
  accepted: 0,
  customers: 0,
  revenue: '0.00',
  marketingRevenue: '0.00',
}

export type Performance = PerformanceCounts & {
  costs: string
  planned: string
  costPerLead: string | null
  costPerHot: string | null
  costPerAccepted: string | null
  cac: string | null
  romi: number | null
  payback: number | null
  hotShare: Estimate
  acceptance: Estimate
}

export function performanceOf(counts: PerformanceCounts): Performance {
  const { marketing, sales } = counts
  const costs = moneyOf(centsOf(marketing) + centsOf(sales))
  return {
    ...counts,
    costs,
    planned: moneyOf(centsOf(counts.plannedMarketing) + centsOf(counts.plannedSales)),
    costPerLead: paidPer(marketing, counts.marketingLeads),
    costPerHot: paidPer(marketing, counts.hotMarketingLeads),
    costPerAccepted: paidPer(marketing, counts.accepted),
    cac: paidPer(costs, counts.customers),
    romi: returnOn(counts.marketingRevenue, marketing),
    payback: moneyRatio(counts.marketingRevenue, marketing),
    hotShare: wilson(counts.hot, counts.hot + counts.warm + counts.cold),
    acceptance: wilson(counts.acceptedOfHandedOff, counts.handedOff),
  }
}

/** Nothing spent is nearly always nothing recorded, and 0 per lead would be the best campaign of all: no data. */
function paidPer(money: string, count: number): string | null {
  return centsOf(money) === 0n ? null : moneyPer(money, count)
}

/** Each row's acceptance against that of all others together, corrected for their number. */
export function judgeAcceptance(
  rows: readonly Pick<PerformanceCounts, 'handedOff' | 'acceptedOfHandedOff'>[],
): Verdict[] {
  return verdicts(
    rows.map(({ handedOff, acceptedOfHandedOff }) => ({ count: acceptedOfHandedOff, base: handedOff })),
  )
}

export function totalOf(rows: readonly PerformanceCounts[]): PerformanceCounts {
  const total: Record<string, number | string> = { ...NO_COUNTS }
  for (const name of Object.keys(NO_COUNTS) as (keyof PerformanceCounts)[]) {
    total[name] =
      typeof NO_COUNTS[name] === 'number'
        ? rows.reduce((sum, row) => sum + Number(row[name]), 0)
        : moneyOf(rows.reduce((sum, row) => sum + centsOf(String(row[name])), 0n))
  }
  return total as PerformanceCounts
}

type Sortable = Performance & { label: string | null; key: number | null }

/** By one of the columns; what has no data comes last in either direction. */
export function sortPerformance<R extends Sortable>(
  rows: readonly R[],
  sort: PerformanceSort,
  descending: boolean,
  locale: string,
): R[] {
  const value = (row: R): number | null => {
    switch (sort) {
      case 'name':
        return null
      case 'hotShare':
      case 'acceptance':
        return row[sort].value
      default:
        return row[sort] === null ? null : Number(row[sort])
    }
  }
  const byName = (a: R, b: R) =>
    Number(a.key === null) - Number(b.key === null) || (a.label ?? '').localeCompare(b.label ?? '', locale)
  const sign = descending ? -1 : 1
  return rows.toSorted((a, b) => {
    if (sort === 'name') return sign * byName(a, b)
    const [one, other] = [value(a), value(b)]
    if (one === null || other === null) return Number(one === null) - Number(other === null) || byName(a, b)
    return sign * (one - other) || byName(a, b)
  })
}

import type { HandoffSet } from '@/lib/handoffs/handoff-sets'
import type { FilterDimension, LeadStage, Segment } from '@/lib/leads/stages'
import { centsOf, type KpiId, kpi, moneyOf, moneyPer, moneyRatio, ratio, returnOn } from './metrics'

/** What the KPIs of a period are made of; counted by queries/facts.ts. Money is a decimal string. */
export type Facts = {
  leads: number
  wonLeads: number
  salesLeads: number
  gradedLeads: number
  hotLeads: number
  marketingLeads: number
  hotMarketingLeads: number
  acceptedMarketingLeads: number
  dealDays: number[] | null
  dealCycles: number
  wonBeforeCreated: number
  salesDays: number[] | null
  salesCycles: number
  wonBeforeAccepted: number
  wonNeverAccepted: number
  wonDeals: number
  revenue: string
  marketingRevenue: string
  salesRevenue: string
  decidedHandoffs: number
  acceptedHandoffs: number
  timedHandoffs: number
  responseHours: number | null
  handoffsDecidedOrDue: number
  handoffsDecidedInTime: number
  forgotten6Leads: number
  forgotten12Leads: number
}

export type Costs = { marketingCosts: string; salesCosts: string }

export type KpiValue = {
  /** a number, or money as a decimal string; null: no data */
  value: number | string | null
  numerator: number | string | null
  denominator: number | string | null
  /** of a median: the middle half */
  quartiles: { low: number; high: number } | null
  /** records that the definition leaves out, to be said beside the number */
  leftOut: number
}

function of(
  numerator: KpiValue['numerator'],
  denominator: KpiValue['denominator'],
  value: KpiValue['value'],
): KpiValue {
  return { value, numerator, denominator, quartiles: null, leftOut: 0 }
}

function median(days: number[] | null, sample: number, leftOut: number): KpiValue {
  const [low, middle, high] = days ?? []
  const quartiles = low === undefined || high === undefined ? null : { low, high }
  return { value: middle ?? null, numerator: null, denominator: sample, quartiles, leftOut }
}

/** One KPI of one period, by the definition that everything reads. */
export function kpiValue(id: KpiId, facts: Facts, { marketingCosts, salesCosts }: Costs): KpiValue {
  switch (id) {
    case 'leadToSale':
      return of(facts.wonLeads, facts.leads, ratio(facts.wonLeads, facts.leads))
    case 'acceptanceRate':
      return of(
        facts.acceptedHandoffs,
        facts.decidedHandoffs,
        ratio(facts.acceptedHandoffs, facts.decidedHandoffs),
      )
    case 'dealCycle':
      return median(facts.dealDays, facts.dealCycles, facts.wonBeforeCreated)
    case 'salesCycle':
      return median(facts.salesDays, facts.salesCycles, facts.wonBeforeAccepted + facts.wonNeverAccepted)
    case 'cac': {
      const costs = moneyOf(centsOf(marketingCosts) + centsOf(salesCosts))
      return of(costs, facts.wonDeals, moneyPer(costs, facts.wonDeals))
    }
    case 'costPerLead':
      return of(marketingCosts, facts.marketingLeads, moneyPer(marketingCosts, facts.marketingLeads))
    case 'costPerHotLead':
      return of(marketingCosts, facts.hotMarketingLeads, moneyPer(marketingCosts, facts.hotMarketingLeads))
    case 'costPerAcceptedLead':
      return of(
        marketingCosts,
        facts.acceptedMarketingLeads,
        moneyPer(marketingCosts, facts.acceptedMarketingLeads),
      )
    case 'romi': {
      const gain = moneyOf(centsOf(facts.marketingRevenue) - centsOf(marketingCosts))
      return of(gain, marketingCosts, returnOn(facts.marketingRevenue, marketingCosts))
    }
    case 'paybackMarketing':
      return of(facts.marketingRevenue, marketingCosts, moneyRatio(facts.marketingRevenue, marketingCosts))
    case 'paybackSales':
      return of(facts.salesRevenue, salesCosts, moneyRatio(facts.salesRevenue, salesCosts))
    case 'responseTime':
      return of(null, facts.timedHandoffs, facts.responseHours)
    case 'slaKept':
      return of(
        facts.handoffsDecidedInTime,
        facts.handoffsDecidedOrDue,
        ratio(facts.handoffsDecidedInTime, facts.handoffsDecidedOrDue),
      )
    case 'salesFoundShare':
      return of(facts.salesLeads, facts.leads, ratio(facts.salesLeads, facts.leads))
    case 'hotShare':
      return of(facts.hotLeads, facts.gradedLeads, ratio(facts.hotLeads, facts.gradedLeads))
    case 'forgotten6':
      return of(facts.forgotten6Leads, null, facts.forgotten6Leads)
    case 'forgotten12':
      return of(facts.forgotten12Leads, null, facts.forgotten12Leads)
    case 'revenue':
      return of(facts.revenue, null, facts.revenue)
    case 'customers':
      return of(facts.wonDeals, null, facts.wonDeals)
  }
}

/** Where the records behind a number are: leads by stage or by a named set, rounds of handoffs, or rows of costs. */
export type Source =
  | {
      of: 'leads'
      stage: LeadStage
      basis: 'cohort' | 'period'
      filters?: Partial<Record<FilterDimension, string>>
    }
  | { of: 'leads'; segment: Segment; filters?: Partial<Record<FilterDimension, string>> }
  | { of: 'handoffs'; set: HandoffSet }
  | { of: 'costs' }

const MARKETING = { origin: 'marketing' } as const

/** The list behind each part of a KPI. What is summed (money) is summed over that list. */
export const KPI_SOURCES: Record<KpiId, { numerator: Source | null; denominator: Source | null }> = {
  leadToSale: {
    numerator: { of: 'leads', stage: 'won', basis: 'cohort' },
    denominator: { of: 'leads', stage: 'leads', basis: 'cohort' },
  },
  acceptanceRate: {
    numerator: { of: 'handoffs', set: 'accepted' },
    denominator: { of: 'handoffs', set: 'decided' },
  },
  dealCycle: { numerator: null, denominator: { of: 'leads', segment: 'dealCycle' } },
  salesCycle: { numerator: null, denominator: { of: 'leads', segment: 'salesCycle' } },
  cac: { numerator: { of: 'costs' }, denominator: { of: 'leads', segment: 'customers' } },
  costPerLead: {
    numerator: { of: 'costs' },
    denominator: { of: 'leads', stage: 'leads', basis: 'cohort', filters: MARKETING },
  },
  costPerHotLead: {
    numerator: { of: 'costs' },
    denominator: { of: 'leads', stage: 'leads', basis: 'cohort', filters: { ...MARKETING, grade: 'hot' } },
  },
  costPerAcceptedLead: {
    numerator: { of: 'costs' },
    denominator: { of: 'leads', stage: 'accepted', basis: 'period', filters: MARKETING },
  },
  romi: {
    numerator: { of: 'leads', segment: 'customers', filters: MARKETING },
    denominator: { of: 'costs' },
  },
  paybackMarketing: {
    numerator: { of: 'leads', segment: 'customers', filters: MARKETING },
    denominator: { of: 'costs' },
  },
  paybackSales: {
    numerator: { of: 'leads', segment: 'customers', filters: { origin: 'sales' } },
    denominator: { of: 'costs' },
  },
  responseTime: { numerator: null, denominator: { of: 'handoffs', set: 'timed' } },
  slaKept: { numerator: { of: 'handoffs', set: 'inTime' }, denominator: { of: 'handoffs', set: 'settled' } },
  salesFoundShare: {
    numerator: { of: 'leads', stage: 'leads', basis: 'cohort', filters: { origin: 'sales' } },
    denominator: { of: 'leads', stage: 'leads', basis: 'cohort' },
  },
  hotShare: {
    numerator: { of: 'leads', stage: 'leads', basis: 'cohort', filters: { grade: 'hot' } },
    denominator: { of: 'leads', segment: 'graded' },
  },
  forgotten6: { numerator: { of: 'leads', segment: 'forgotten6' }, denominator: null },
  forgotten12: { numerator: { of: 'leads', segment: 'forgotten12' }, denominator: null },
  revenue: { numerator: { of: 'leads', segment: 'customers' }, denominator: null },
  customers: { numerator: { of: 'leads', segment: 'customers' }, denominator: null },
}

/** The benchmark as the API gives it: the published figures by name. */
export function benchmarkOf(id: KpiId): Record<string, number> | null {
  const { benchmarks } = kpi(id)
  return benchmarks.length === 0
    ? null
    : Object.fromEntries(benchmarks.map(({ id: name, value }) => [name, value]))
}

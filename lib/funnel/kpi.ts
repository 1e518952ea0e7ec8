import { centsOf, moneyOf, moneyPer, moneyRatio, ratio, returnOn } from '@/lib/platform/money'
import type { KpiId } from './metrics'

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

import type { Basis, LeadStage } from '@/lib/leads/stages'
import { addDays } from '@/lib/platform/calendar'
import { ENOUGH, type Estimate, type Verdict, verdicts, wilson } from '@/lib/platform/statistics'

/**
 * What is counted, defined once: the stages, the conversions between them, the shared KPIs. The cards, the lists behind
 * them, the exports and the API read these definitions; wordings are in the messages under the ids.
 */

/** Reach and responses come from campaign results, the others (`LEAD_STAGES`) are counted from leads. */
export const STAGES = [
  'reach',
  'responses',
  'leads',
  'qualified',
  'handedOff',
  'accepted',
  'deals',
  'won',
] as const

export const RATES = {
  leadToQualified: { count: 'qualified', base: 'leads' },
  qualifiedToHandedOff: { count: 'handedOff', base: 'qualified' },
  handedOffToAccepted: { count: 'accepted', base: 'handedOff' },
  acceptedToDeal: { count: 'deals', base: 'accepted' },
  dealToWon: { count: 'won', base: 'deals' },
  leadToSale: { count: 'won', base: 'leads' },
} as const satisfies Record<string, { count: LeadStage; base: LeadStage }>

export type RateId = keyof typeof RATES
export const RATE_IDS = Object.keys(RATES) as RateId[]

export type StageCounts = Record<LeadStage, number> & {
  /** null where they cannot be told apart, as by grade or owner */
  reach: number | null
  responses: number | null
}

export type RowCounts = StageCounts & {
  /** of `leads`, those that are won, lost or disqualified by now */
  closed: number
}

export type FunnelRow = {
  stages: StageCounts
  underWay: number
  rates: Record<RateId, Estimate>
  verdict: Verdict
}

/**
 * One row without its verdict. Events of a period are no share of each other (this month's wins are last month's
 * leads): there the value is a ratio, which may exceed 1, and there is no interval.
 */
export function funnelRow({ closed, ...stages }: RowCounts, basis: Basis): Omit<FunnelRow, 'verdict'> {
  const rate = (id: RateId): Estimate => {
    const count = stages[RATES[id].count]
    const base = stages[RATES[id].base]
    return basis === 'cohort'
      ? wilson(count, base)
      : { count, base, value: ratio(count, base), low: null, high: null, enough: base >= ENOUGH }
  }
  return {
    stages,
    underWay: stages.leads - closed,
    rates: {
      leadToQualified: rate('leadToQualified'),
      qualifiedToHandedOff: rate('qualifiedToHandedOff'),
      handedOffToAccepted: rate('handedOffToAccepted'),
      acceptedToDeal: rate('acceptedToDeal'),
      dealToWon: rate('dealToWon'),
      leadToSale: rate('leadToSale'),
    },
  }
}

/** The rows of a table, each judged by its lead-to-sale conversion against all the others; ratios are not judged. */
export function funnelRows(counts: readonly RowCounts[], basis: Basis): FunnelRow[] {
  const judged =
    basis === 'cohort'
      ? verdicts(counts.map(({ won, leads }) => ({ count: won, base: leads })))
      : counts.map(({ leads }): Verdict => (leads < ENOUGH ? 'too_few' : 'same'))
  return counts.map((row, index) => ({ ...funnelRow(row, basis), verdict: judged[index] ?? 'same' }))
}

/** The sum of rows; a row on its own is the same as all. */
export function totalRow(counts: readonly RowCounts[], basis: Basis): FunnelRow {
  const sum = (key: LeadStage | 'closed') => counts.reduce((total, row) => total + row[key], 0)
  const known = (key: 'reach' | 'responses') =>
    counts.some((row) => row[key] !== null) ? counts.reduce((total, row) => total + (row[key] ?? 0), 0) : null
  const total: RowCounts = {
    reach: known('reach'),
    responses: known('responses'),
    leads: sum('leads'),
    qualified: sum('qualified'),
    handedOff: sum('handedOff'),
    accepted: sum('accepted'),
    deals: sum('deals'),
    won: sum('won'),
    closed: sum('closed'),
  }
  return { ...funnelRow(total, basis), verdict: total.leads < ENOUGH ? 'too_few' : 'same' }
}

/**
 * Whether leads that were created up to `to` have not had the time that a usual sale takes (`usualDays`, within which
 * three quarters of sales were made). Without a usual time nothing can be said.
 */
export function isTooYoung(to: string, today: string, usualDays: number | null): boolean {
  return usualDays !== null && addDays(to, Math.ceil(usualDays)) > today
}

type Unit = 'ratio' | 'days' | 'hours' | 'money' | 'count'

type KpiDefinition = {
  unit: Unit
  /** the direction that is good; null where more is neither */
  better: 'higher' | 'lower' | null
  /** the day that decides whether a record is in the period; null: as things stand now */
  by: 'created' | 'decided' | 'won' | 'spent' | null
  /** cohort: what became of leads; period: what happened; now: a state */
  basis: Basis | 'now'
  /** what is divided by what, or what the median is taken of; a list or a sum of that name stands behind each */
  numerator: string | null
  denominator: string | null
  /** whose doing it is */
  side: 'marketing' | 'sales' | 'both'
  benchmarks: readonly { id: 'worst' | 'usual' | 'best'; value: number }[]
}

export const KPIS = {
  leadToSale: {
    unit: 'ratio',
    better: 'higher',
    by: 'created',
    basis: 'cohort',
    numerator: 'wonLeads',
    denominator: 'leads',
    side: 'both',
    benchmarks: [],
  },
  acceptanceRate: {
    unit: 'ratio',
    better: 'higher',
    by: 'decided',
    basis: 'period',
    numerator: 'acceptedHandoffs',
    denominator: 'decidedHandoffs',
    side: 'both',
    benchmarks: [
      { id: 'worst', value: 0.05 },
      { id: 'usual', value: 0.23 },
      { id: 'best', value: 0.47 },
    ],
  },
  dealCycle: {
    unit: 'days',
    better: 'lower',
    by: 'won',
    basis: 'period',
    numerator: null,
    denominator: 'wonDeals',
    side: 'both',
    benchmarks: [],
  },
  salesCycle: {
    unit: 'days',
    better: 'lower',
    by: 'won',
    basis: 'period',
    numerator: null,
    denominator: 'wonDeals',
    side: 'sales',
    benchmarks: [],
  },
  cac: {
    unit: 'money',
    better: 'lower',
    by: 'spent',
    basis: 'period',
    numerator: 'allCosts',
    denominator: 'wonDeals',
    side: 'both',
    benchmarks: [],
  },
  costPerLead: {
    unit: 'money',
    better: 'lower',
    by: 'spent',
    basis: 'period',
    numerator: 'marketingCosts',
    denominator: 'marketingLeads',
    side: 'marketing',
    benchmarks: [],
  },
  costPerHotLead: {
    unit: 'money',
    better: 'lower',
    by: 'spent',
    basis: 'period',
    numerator: 'marketingCosts',
    denominator: 'hotMarketingLeads',
    side: 'marketing',
    benchmarks: [],
  },
  costPerAcceptedLead: {
    unit: 'money',
    better: 'lower',
    by: 'spent',
    basis: 'period',
    numerator: 'marketingCosts',
    denominator: 'acceptedMarketingLeads',
    side: 'both',
    benchmarks: [],
  },
  romi: {
    unit: 'ratio',
    better: 'higher',
    by: 'spent',
    basis: 'period',
    numerator: 'marketingReturn',
    denominator: 'marketingCosts',
    side: 'marketing',
    benchmarks: [],
  },
  paybackMarketing: {
    unit: 'ratio',
    better: 'higher',
    by: 'spent',
    basis: 'period',
    numerator: 'marketingRevenue',
    denominator: 'marketingCosts',
    side: 'marketing',
    benchmarks: [],
  },
  paybackSales: {
    unit: 'ratio',
    better: 'higher',
    by: 'spent',
    basis: 'period',
    numerator: 'salesRevenue',
    denominator: 'salesCosts',
    side: 'sales',
    benchmarks: [],
  },
  responseTime: {
    unit: 'hours',
    better: 'lower',
    by: 'decided',
    basis: 'period',
    numerator: null,
    denominator: 'decidedHandoffs',
    side: 'sales',
    benchmarks: [],
  },
  slaKept: {
    unit: 'ratio',
    better: 'higher',
    by: 'decided',
    basis: 'period',
    numerator: 'handoffsDecidedInTime',
    denominator: 'handoffsDecidedOrDue',
    side: 'sales',
    benchmarks: [],
  },
  salesFoundShare: {
    unit: 'ratio',
    better: null,
    by: 'created',
    basis: 'cohort',
    numerator: 'salesLeads',
    denominator: 'leads',
    side: 'both',
    benchmarks: [{ id: 'usual', value: 0.56 }],
  },
  hotShare: {
    unit: 'ratio',
    better: 'higher',
    by: 'created',
    basis: 'cohort',
    numerator: 'hotLeads',
    denominator: 'gradedLeads',
    side: 'marketing',
    benchmarks: [],
  },
  forgotten6: {
    unit: 'count',
    better: 'lower',
    by: null,
    basis: 'now',
    numerator: 'forgotten6Leads',
    denominator: null,
    side: 'marketing',
    benchmarks: [],
  },
  forgotten12: {
    unit: 'count',
    better: 'lower',
    by: null,
    basis: 'now',
    numerator: 'forgotten12Leads',
    denominator: null,
    side: 'marketing',
    benchmarks: [],
  },
  revenue: {
    unit: 'money',
    better: 'higher',
    by: 'won',
    basis: 'period',
    numerator: 'revenue',
    denominator: null,
    side: 'both',
    benchmarks: [],
  },
  customers: {
    unit: 'count',
    better: 'higher',
    by: 'won',
    basis: 'period',
    numerator: 'wonDeals',
    denominator: null,
    side: 'both',
    benchmarks: [],
  },
} as const satisfies Record<string, KpiDefinition>

export type KpiId = keyof typeof KPIS
export const KPI_IDS = Object.keys(KPIS) as KpiId[]

export function kpi(id: KpiId): KpiDefinition {
  return KPIS[id]
}

/** Nothing to divide by is no data: never 0 and never infinity. */
export function ratio(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : numerator / denominator
}

/** Exact cents of a `numeric(14,2)` as it comes from the database. */
export function centsOf(money: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(money)
  if (!match) throw new RangeError(`not money: ${money}`)
  const cents = BigInt(match[2] ?? '0') * 100n + BigInt((match[3] ?? '').padEnd(2, '0'))
  return match[1] ? -cents : cents
}

export function moneyOf(cents: bigint): string {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, '0')
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** An amount for each of `count`, rounded half away from zero as PostgreSQL's numeric does. */
export function moneyPer(money: string, count: number): string | null {
  if (count === 0) return null
  const cents = centsOf(money)
  const size = cents < 0n ? -cents : cents
  const each = (2n * size + BigInt(count)) / (2n * BigInt(count))
  return moneyOf(cents < 0n ? -each : each)
}

export function moneyRatio(numerator: string, denominator: string): number | null {
  return ratio(Number(centsOf(numerator)), Number(centsOf(denominator)))
}

/** (revenue − cost) ÷ cost */
export function returnOn(revenue: string, cost: string): number | null {
  return ratio(Number(centsOf(revenue) - centsOf(cost)), Number(centsOf(cost)))
}

/** Whether a change from `previous` to `value` is good news; null where nothing can be said. */
export function isGoodNews(id: KpiId, value: number | null, previous: number | null): boolean | null {
  const { better } = kpi(id)
  if (better === null || value === null || previous === null || value === previous) return null
  return better === 'higher' ? value > previous : value < previous
}

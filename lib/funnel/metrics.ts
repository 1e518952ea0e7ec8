import type { HandoffSet } from '@/lib/handoffs/handoff-sets'
import {
  type Basis,
  type FilterDimension,
  GROUPINGS,
  type Grouping,
  LEAD_STAGES,
  type LeadStage,
  type Segment,
} from '@/lib/leads/stages'

/**
 * Every number that both sides read, defined once: what is divided by what, of which records, by which day, which
 * direction is good and whose doing it is. Cards, charts, tables, the lists behind them, exports, letters and the API
 * read this; the wordings (name, how it is counted, the formula in words) are in the messages under `metric.<id>`.
 */

/** Reach and responses come from campaign results, the others (`LEAD_STAGES`) are counted from leads. */
export const STAGES = ['reach', 'responses', ...LEAD_STAGES] as const

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

/**
 * Where the records behind a number are: leads by stage (on the basis that was asked for, unless one is named) or by a
 * named set, rounds of handoffs, or entries of costs and campaign results.
 */
export type Source =
  | { of: 'leads'; stage: LeadStage; basis?: Basis; filters?: SourceFilters }
  | { of: 'leads'; segment: Segment; filters?: SourceFilters }
  | { of: 'handoffs'; set: HandoffSet }
  | { of: 'costs' }

type SourceFilters = Partial<Record<FilterDimension, string>>

const MARKETING = { origin: 'marketing' }

const made = (filters?: SourceFilters): Source => ({ of: 'leads', stage: 'leads', basis: 'cohort', filters })
const customers = (filters?: SourceFilters): Source => ({ of: 'leads', segment: 'customers', filters })

/** What numbers are made of. A part in money is the sum over the records of its source. */
export const PARTS = {
  reach: { unit: 'count', source: { of: 'costs' } },
  responses: { unit: 'count', source: { of: 'costs' } },
  leads: { unit: 'count', source: { of: 'leads', stage: 'leads' } },
  qualified: { unit: 'count', source: { of: 'leads', stage: 'qualified' } },
  handedOff: { unit: 'count', source: { of: 'leads', stage: 'handedOff' } },
  accepted: { unit: 'count', source: { of: 'leads', stage: 'accepted' } },
  deals: { unit: 'count', source: { of: 'leads', stage: 'deals' } },
  won: { unit: 'count', source: { of: 'leads', stage: 'won' } },
  underWayLeads: { unit: 'count', source: { of: 'leads', segment: 'underWay' } },
  salesLeads: { unit: 'count', source: made({ origin: 'sales' }) },
  marketingLeads: { unit: 'count', source: made(MARKETING) },
  hotMarketingLeads: { unit: 'count', source: made({ ...MARKETING, grade: 'hot' }) },
  acceptedMarketingLeads: {
    unit: 'count',
    source: { of: 'leads', stage: 'accepted', basis: 'period', filters: MARKETING },
  },
  gradedLeads: { unit: 'count', source: { of: 'leads', segment: 'graded' } },
  hotLeads: { unit: 'count', source: made({ grade: 'hot' }) },
  warmLeads: { unit: 'count', source: made({ grade: 'warm' }) },
  coldLeads: { unit: 'count', source: made({ grade: 'cold' }) },
  decidedHandoffs: { unit: 'count', source: { of: 'handoffs', set: 'decided' } },
  acceptedHandoffs: { unit: 'count', source: { of: 'handoffs', set: 'accepted' } },
  timedHandoffs: { unit: 'count', source: { of: 'handoffs', set: 'timed' } },
  handoffsDecidedOrDue: { unit: 'count', source: { of: 'handoffs', set: 'settled' } },
  handoffsDecidedInTime: { unit: 'count', source: { of: 'handoffs', set: 'inTime' } },
  dealCycles: { unit: 'count', source: { of: 'leads', segment: 'dealCycle' } },
  salesCycles: { unit: 'count', source: { of: 'leads', segment: 'salesCycle' } },
  wonDeals: { unit: 'count', source: customers() },
  forgotten6Leads: { unit: 'count', source: { of: 'leads', segment: 'forgotten6' } },
  forgotten12Leads: { unit: 'count', source: { of: 'leads', segment: 'forgotten12' } },
  revenue: { unit: 'money', source: customers() },
  marketingRevenue: { unit: 'money', source: customers(MARKETING) },
  salesRevenue: { unit: 'money', source: customers({ origin: 'sales' }) },
  marketingReturn: { unit: 'money', source: customers(MARKETING) },
  marketingCosts: { unit: 'money', source: { of: 'costs' } },
  salesCosts: { unit: 'money', source: { of: 'costs' } },
  allCosts: { unit: 'money', source: { of: 'costs' } },
} as const satisfies Record<string, { unit: 'count' | 'money'; source: Source }>

export type PartId = keyof typeof PARTS

export type Unit = 'ratio' | 'days' | 'hours' | 'money' | 'count'

/** How the parts make the value. A multiple is a ratio that is no share: three times the cost. */
export type Formula = 'count' | 'sum' | 'share' | 'median' | 'per' | 'return' | 'multiple'

/** The day that decides whether a record is in the period; null: as things stand now. */
export type CountedBy = 'created' | 'entered' | 'decided' | 'won' | 'spent' | null

export type Metric = {
  kind: 'stage' | 'conversion' | 'kpi' | 'quality'
  unit: Unit
  formula: Formula
  numerator: PartId | null
  denominator: PartId | null
  /** cohort: what became of leads; period: what happened; now: a state. The first one is the usual one */
  counted: readonly { basis: Basis | 'now'; by: CountedBy }[]
  /** what it can be split by */
  groupings: readonly Grouping[]
  /** the direction that is good; null where more is neither */
  better: 'higher' | 'lower' | null
  /** whose doing it is */
  side: 'marketing' | 'sales' | 'both'
  benchmarks: readonly { id: 'worst' | 'usual' | 'best'; value: number }[]
}

const BY_STAGE = [
  { basis: 'cohort', by: 'created' },
  { basis: 'period', by: 'entered' },
] as const
const COHORT = [{ basis: 'cohort', by: 'created' }] as const
const NOW = [{ basis: 'now', by: null }] as const
const during = (by: CountedBy) => [{ basis: 'period', by }] as const

const WHOLE = ['none'] as const
const SOURCES = ['none', 'channel', 'campaign'] as const
/** Nobody can say which grade or owner an advert's reach belongs to. */
const RESULTS = ['none', 'channel', 'campaign', 'origin', 'month'] as const

function stage(id: (typeof STAGES)[number], side: Metric['side']): Metric {
  const fromResults = id === 'reach' || id === 'responses'
  return {
    kind: 'stage',
    unit: 'count',
    formula: 'count',
    numerator: id,
    denominator: null,
    counted: fromResults ? during('spent') : BY_STAGE,
    groupings: fromResults ? RESULTS : GROUPINGS,
    better: 'higher',
    side,
    benchmarks: [],
  }
}

function conversion(id: RateId, side: Metric['side']): Metric {
  return {
    kind: 'conversion',
    unit: 'ratio',
    formula: 'share',
    numerator: RATES[id].count,
    denominator: RATES[id].base,
    counted: BY_STAGE,
    groupings: GROUPINGS,
    better: 'higher',
    side,
    benchmarks: [],
  }
}

function quality(part: 'hotLeads' | 'warmLeads' | 'coldLeads', better: Metric['better']): Metric {
  return {
    kind: 'quality',
    unit: 'ratio',
    formula: 'share',
    numerator: part,
    denominator: 'gradedLeads',
    counted: COHORT,
    groupings: SOURCES,
    better,
    side: 'marketing',
    benchmarks: [],
  }
}

function costPer(denominator: PartId, side: Metric['side']): Metric {
  return {
    kind: 'kpi',
    unit: 'money',
    formula: 'per',
    numerator: denominator === 'wonDeals' ? 'allCosts' : 'marketingCosts',
    denominator,
    counted: during('spent'),
    groupings: denominator === 'wonDeals' ? WHOLE : SOURCES,
    better: 'lower',
    side,
    benchmarks: [],
  }
}

function payback(numerator: PartId, denominator: PartId, formula: Formula, side: Metric['side']): Metric {
  return {
    kind: 'kpi',
    unit: 'ratio',
    formula,
    numerator,
    denominator,
    counted: during('spent'),
    groupings: formula === 'return' ? SOURCES : WHOLE,
    better: 'higher',
    side,
    benchmarks: [],
  }
}

function median(
  denominator: PartId,
  unit: 'days' | 'hours',
  counted: Metric['counted'],
  side: Metric['side'],
): Metric {
  return {
    kind: 'kpi',
    unit,
    formula: 'median',
    numerator: null,
    denominator,
    counted,
    groupings: WHOLE,
    better: 'lower',
    side,
    benchmarks: [],
  }
}

/** The KPIs of the contract that both sides share. */
const SHARED = {
  leadToSale: conversion('leadToSale', 'both'),
  acceptanceRate: {
    kind: 'kpi',
    unit: 'ratio',
    formula: 'share',
    numerator: 'acceptedHandoffs',
    denominator: 'decidedHandoffs',
    counted: during('decided'),
    groupings: WHOLE,
    better: 'higher',
    side: 'both',
    benchmarks: [
      { id: 'worst', value: 0.05 },
      { id: 'usual', value: 0.23 },
      { id: 'best', value: 0.47 },
    ],
  },
  dealCycle: median('dealCycles', 'days', during('won'), 'both'),
  salesCycle: median('salesCycles', 'days', during('won'), 'sales'),
  cac: costPer('wonDeals', 'both'),
  costPerLead: costPer('marketingLeads', 'marketing'),
  costPerHotLead: costPer('hotMarketingLeads', 'marketing'),
  costPerAcceptedLead: costPer('acceptedMarketingLeads', 'both'),
  romi: payback('marketingReturn', 'marketingCosts', 'return', 'marketing'),
  paybackMarketing: payback('marketingRevenue', 'marketingCosts', 'multiple', 'marketing'),
  paybackSales: payback('salesRevenue', 'salesCosts', 'multiple', 'sales'),
  responseTime: median('timedHandoffs', 'hours', during('decided'), 'sales'),
  slaKept: {
    kind: 'kpi',
    unit: 'ratio',
    formula: 'share',
    numerator: 'handoffsDecidedInTime',
    denominator: 'handoffsDecidedOrDue',
    counted: during('decided'),
    groupings: WHOLE,
    better: 'higher',
    side: 'sales',
    benchmarks: [],
  },
  salesFoundShare: {
    kind: 'kpi',
    unit: 'ratio',
    formula: 'share',
    numerator: 'salesLeads',
    denominator: 'leads',
    counted: COHORT,
    groupings: WHOLE,
    better: null,
    side: 'both',
    benchmarks: [{ id: 'usual', value: 0.56 }],
  },
  hotShare: quality('hotLeads', 'higher'),
  forgotten6: forgotten('forgotten6Leads'),
  forgotten12: forgotten('forgotten12Leads'),
  revenue: {
    kind: 'kpi',
    unit: 'money',
    formula: 'sum',
    numerator: 'revenue',
    denominator: null,
    counted: during('won'),
    groupings: SOURCES,
    better: 'higher',
    side: 'both',
    benchmarks: [],
  },
  customers: {
    kind: 'kpi',
    unit: 'count',
    formula: 'count',
    numerator: 'wonDeals',
    denominator: null,
    counted: during('won'),
    groupings: SOURCES,
    better: 'higher',
    side: 'both',
    benchmarks: [],
  },
} as const satisfies Record<string, Metric>

function forgotten(part: 'forgotten6Leads' | 'forgotten12Leads'): Metric {
  return {
    kind: 'kpi',
    unit: 'count',
    formula: 'count',
    numerator: part,
    denominator: null,
    counted: NOW,
    groupings: WHOLE,
    better: 'lower',
    side: 'marketing',
    benchmarks: [],
  }
}

export type KpiId = keyof typeof SHARED
export const KPI_IDS = Object.keys(SHARED) as KpiId[]

const ALL = {
  reach: stage('reach', 'marketing'),
  responses: stage('responses', 'marketing'),
  leads: stage('leads', 'marketing'),
  qualified: stage('qualified', 'marketing'),
  handedOff: stage('handedOff', 'marketing'),
  accepted: stage('accepted', 'sales'),
  deals: stage('deals', 'sales'),
  won: stage('won', 'sales'),
  underWay: {
    kind: 'stage',
    unit: 'count',
    formula: 'count',
    numerator: 'underWayLeads',
    denominator: null,
    counted: COHORT,
    groupings: GROUPINGS,
    better: null,
    side: 'both',
    benchmarks: [],
  },
  leadToQualified: conversion('leadToQualified', 'marketing'),
  qualifiedToHandedOff: conversion('qualifiedToHandedOff', 'marketing'),
  handedOffToAccepted: conversion('handedOffToAccepted', 'both'),
  acceptedToDeal: conversion('acceptedToDeal', 'sales'),
  dealToWon: conversion('dealToWon', 'sales'),
  ...SHARED,
  warmShare: quality('warmLeads', null),
  coldShare: quality('coldLeads', 'lower'),
} as const satisfies Record<string, Metric>

export type MetricId = keyof typeof ALL
export const METRICS: Readonly<Record<MetricId, Metric>> = ALL
export const METRIC_IDS = Object.keys(ALL) as MetricId[]

/** What the KPI is counted on: its usual basis. */
export function basisOf(id: MetricId): Basis | 'now' {
  return METRICS[id].counted[0]?.basis ?? 'now'
}

/** The records behind the parts of a metric; where the number itself leads: those of its numerator, else its base. */
export function sourcesOf(id: MetricId): { numerator: Source | null; denominator: Source | null } {
  const { numerator, denominator } = METRICS[id]
  return {
    numerator: numerator === null ? null : PARTS[numerator].source,
    denominator: denominator === null ? null : PARTS[denominator].source,
  }
}

/** The benchmark as the API gives it: the published figures by name. */
export function benchmarkOf(id: MetricId): Record<string, number> | null {
  const { benchmarks } = METRICS[id]
  return benchmarks.length === 0
    ? null
    : Object.fromEntries(benchmarks.map(({ id: name, value }) => [name, value]))
}

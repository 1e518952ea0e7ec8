import type { Basis, LeadStage } from '@/lib/leads/stages'

/**
 * What is counted of leads: the one list from which the fold, the rebuild, the changes that are not folded yet and the
 * direct count are made (their conditions are in queries/measure-sql.ts, under the same names). A measure counts a lead
 * on the day of one of its times; a lead that has no such time is not counted by it.
 */

/** The times of a lead by whose day measures count. */
export const MOMENTS = [
  'created',
  'qualified',
  'handedOff',
  'accepted',
  'deals',
  'won',
  'customer', // the day of its won deal
  'contact', // the last touch or activity
  'status', // since when it is in its present state
] as const
export type Moment = (typeof MOMENTS)[number]

/** Days from the creation for which what was reached is kept; other numbers of days are counted directly. */
export const KEPT_WITHIN = [30, 60, 90, 180] as const
export type KeptWithin = (typeof KEPT_WITHIN)[number]

/** Cohort: leads created on the day, and what they are and have by now. */
const OF_CREATED = [
  'leads',
  'reachedQualified',
  'reachedHandedOff',
  'reachedAccepted',
  'reachedDeal',
  'reachedWon',
  'closed', // won, lost or disqualified
  'hot',
  'warm',
  'cold',
  'graded',
  'marketingLeads',
  'hotMarketingLeads',
  'salesLeads',
  'cohortAcceptedMarketing', // marketing's, accepted by now
  'cohortCustomers', // customers by now, whenever they bought
  'cohortRevenue',
  'cohortMarketingRevenue',
] as const

/** Period: what happened on the day, whenever the lead was created. */
const OF_EVENTS = {
  enteredQualified: 'qualified',
  enteredHandedOff: 'handedOff',
  enteredAccepted: 'accepted',
  enteredAcceptedMarketing: 'accepted', // of marketing-origin leads
  enteredDeal: 'deals',
  enteredWon: 'won',
  customers: 'customer',
  revenue: 'customer',
  marketingRevenue: 'customer',
  salesRevenue: 'customer',
  quietNurture: 'contact', // in nurture now, by the day of the last contact
  inStatus: 'status', // by the day since when; grouped by status
} as const satisfies Record<string, Moment>

export const MEASURES = [...OF_CREATED, ...(Object.keys(OF_EVENTS) as (keyof typeof OF_EVENTS)[])] as const
export type Measure = (typeof MEASURES)[number]

export const MONEY_MEASURES = [
  'cohortRevenue',
  'cohortMarketingRevenue',
  'revenue',
  'marketingRevenue',
  'salesRevenue',
] as const satisfies readonly Measure[]
export type MoneyMeasure = (typeof MONEY_MEASURES)[number]

export function isMoney(measure: Measure): measure is MoneyMeasure {
  return (MONEY_MEASURES as readonly Measure[]).includes(measure)
}

/** The time by whose day the measure counts. */
export function momentOf(measure: Measure): Moment {
  return measure in OF_EVENTS ? OF_EVENTS[measure as keyof typeof OF_EVENTS] : 'created'
}

/** The measures of a cohort that `within` narrows to what was reached so many days after creation. */
export const REACHED = {
  reachedQualified: 'qualified',
  reachedHandedOff: 'handedOff',
  reachedAccepted: 'accepted',
  reachedDeal: 'deals',
  reachedWon: 'won',
} as const satisfies Partial<Record<Measure, LeadStage>>
export type ReachedMeasure = keyof typeof REACHED

export function isReached(measure: Measure): measure is ReachedMeasure {
  return measure in REACHED
}

/** The measure that is a stage of the funnel. */
export const STAGE_MEASURES = {
  cohort: {
    leads: 'leads',
    qualified: 'reachedQualified',
    handedOff: 'reachedHandedOff',
    accepted: 'reachedAccepted',
    deals: 'reachedDeal',
    won: 'reachedWon',
  },
  period: {
    leads: 'leads',
    qualified: 'enteredQualified',
    handedOff: 'enteredHandedOff',
    accepted: 'enteredAccepted',
    deals: 'enteredDeal',
    won: 'enteredWon',
  },
} as const satisfies Record<Basis, Record<LeadStage, Measure>>

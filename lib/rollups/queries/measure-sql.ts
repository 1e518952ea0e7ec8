import { hasReached, isUnderWay } from '@/lib/leads/queries/stage-condition'
import { empty, type Sql, sql } from '@/lib/platform/db/sql'
import {
  isMoney,
  isReached,
  type KeptWithin,
  type Measure,
  type Moment,
  REACHED,
  type ReachedMeasure,
} from '../measures'

/**
 * The measures in SQL, on a row named `lead`: of the table of that name, or of a table of changes that is given this
 * name. The conditions are those of the lists behind the numbers.
 */

export const MOMENT_COLUMN: Record<Moment, Sql> = {
  created: sql`lead.created_at`,
  qualified: sql`lead.reached_qualified`,
  handedOff: sql`lead.reached_handed_off`,
  accepted: sql`lead.reached_accepted`,
  deals: sql`lead.reached_deal`,
  won: sql`lead.won_at`,
  customer: sql`lead.customer_at`,
  contact: sql`lead.last_contact_at`,
  status: sql`lead.status_since`,
}

/** The column of `rollup`, and of every answer, in which a measure stands. */
export const MEASURE_COLUMN: Record<Measure, Sql> = {
  leads: sql`leads`,
  reachedQualified: sql`reached_qualified`,
  reachedHandedOff: sql`reached_handed_off`,
  reachedAccepted: sql`reached_accepted`,
  reachedDeal: sql`reached_deal`,
  reachedWon: sql`reached_won`,
  closed: sql`closed`,
  hot: sql`hot`,
  warm: sql`warm`,
  cold: sql`cold`,
  graded: sql`graded`,
  marketingLeads: sql`marketing_leads`,
  hotMarketingLeads: sql`hot_marketing_leads`,
  salesLeads: sql`sales_leads`,
  cohortAcceptedMarketing: sql`cohort_accepted_marketing`,
  cohortCustomers: sql`cohort_customers`,
  cohortRevenue: sql`cohort_revenue`,
  cohortMarketingRevenue: sql`cohort_marketing_revenue`,
  enteredQualified: sql`entered_qualified`,
  enteredHandedOff: sql`entered_handed_off`,
  enteredAccepted: sql`entered_accepted`,
  enteredAcceptedMarketing: sql`entered_accepted_marketing`,
  enteredDeal: sql`entered_deal`,
  enteredWon: sql`entered_won`,
  customers: sql`customers`,
  revenue: sql`revenue`,
  marketingRevenue: sql`marketing_revenue`,
  salesRevenue: sql`sales_revenue`,
  quietNurture: sql`quiet_nurture`,
  inStatus: sql`in_status`,
}

/** The columns of what was reached so many days after creation. */
export const KEPT_COLUMN: Record<KeptWithin, Record<ReachedMeasure, Sql>> = {
  30: {
    reachedQualified: sql`reached_qualified_30`,
    reachedHandedOff: sql`reached_handed_off_30`,
    reachedAccepted: sql`reached_accepted_30`,
    reachedDeal: sql`reached_deal_30`,
    reachedWon: sql`reached_won_30`,
  },
  60: {
    reachedQualified: sql`reached_qualified_60`,
    reachedHandedOff: sql`reached_handed_off_60`,
    reachedAccepted: sql`reached_accepted_60`,
    reachedDeal: sql`reached_deal_60`,
    reachedWon: sql`reached_won_60`,
  },
  90: {
    reachedQualified: sql`reached_qualified_90`,
    reachedHandedOff: sql`reached_handed_off_90`,
    reachedAccepted: sql`reached_accepted_90`,
    reachedDeal: sql`reached_deal_90`,
    reachedWon: sql`reached_won_90`,
  },
  180: {
    reachedQualified: sql`reached_qualified_180`,
    reachedHandedOff: sql`reached_handed_off_180`,
    reachedAccepted: sql`reached_accepted_180`,
    reachedDeal: sql`reached_deal_180`,
    reachedWon: sql`reached_won_180`,
  },
}

/** What else must hold for a measure to count a lead that has its moment; absent: nothing. */
const CONDITION: Partial<Record<Measure, Sql>> = {
  closed: sql`not (${isUnderWay})`,
  hot: sql`lead.grade = 'hot'`,
  warm: sql`lead.grade = 'warm'`,
  cold: sql`lead.grade = 'cold'`,
  graded: sql`lead.grade is not null`,
  marketingLeads: sql`lead.origin = 'marketing'`,
  hotMarketingLeads: sql`lead.origin = 'marketing' and lead.grade = 'hot'`,
  salesLeads: sql`lead.origin = 'sales'`,
  cohortAcceptedMarketing: sql`lead.origin = 'marketing' and lead.reached >= 3`,
  cohortCustomers: sql`lead.customer_at is not null`,
  cohortMarketingRevenue: sql`lead.origin = 'marketing'`,
  enteredAcceptedMarketing: sql`lead.origin = 'marketing'`,
  marketingRevenue: sql`lead.origin = 'marketing'`,
  salesRevenue: sql`lead.origin = 'sales'`,
  quietNurture: sql`lead.status = 'nurture'`,
}

function conditionOf(measure: Measure, within: number | null, timeZone: string): Sql | undefined {
  return isReached(measure) ? hasReached(REACHED[measure], within, timeZone) : CONDITION[measure]
}

/** The measure of a group of leads. */
export function countedMeasure(measure: Measure, within: number | null, timeZone: string): Sql {
  const condition = conditionOf(measure, within, timeZone)
  const filter = condition ? sql` filter (where ${condition})` : empty
  return isMoney(measure) ? sql`coalesce(sum(lead.revenue)${filter}, 0.00)` : sql`count(*)${filter}`
}

/** The measure of a group of rows that each count with their sign: of changes, or of what is being folded. */
export function signedMeasure(measure: Measure, sign: Sql, within: number | null, timeZone: string): Sql {
  const condition = conditionOf(measure, within, timeZone)
  const filter = condition ? sql` filter (where ${condition})` : empty
  return isMoney(measure)
    ? sql`coalesce(sum(${sign} * lead.revenue)${filter}, 0.00)`
    : sql`coalesce(sum(${sign})${filter}, 0)::int`
}

import { hasReached, isUnderWay } from '@/lib/leads/queries/stage-condition'
import { empty, type Sql, sql } from '@/lib/platform/db/sql'
import { isMoney, isReached, type Measure, type Moment, REACHED } from '../measures'

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

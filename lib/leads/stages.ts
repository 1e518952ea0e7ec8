/**
 * The names by which a set of leads is asked for: by the funnel that counts them, by the list that shows them and by
 * the link from the one to the other.
 */

/** The funnel's stages that leads are counted in, first to last; the index is the value of `lead.reached`. */
export const LEAD_STAGES = ['leads', 'qualified', 'handedOff', 'accepted', 'deals', 'won'] as const
export type LeadStage = (typeof LEAD_STAGES)[number]

/**
 * cohort: leads created in the period, and what they have reached by now. period: first entries into a stage that
 * happened in the period, whenever the lead was created.
 */
export const BASES = ['cohort', 'period'] as const
export type Basis = (typeof BASES)[number]

/** What a funnel can be split by; each is also a filter of the list of leads. */
export const DIMENSIONS = [
  'channel',
  'campaign',
  'origin',
  'grade',
  'owner',
  'assignee',
  'region',
  'month',
] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** Those that are a column of the lead; the month is a part of the period. */
export type FilterDimension = Exclude<Dimension, 'month'>

export const GROUPINGS = ['none', ...DIMENSIONS] as const
export type Grouping = (typeof GROUPINGS)[number]

/** The key of the row, and the value of the filter, for leads that have none ("no channel"). */
export const NO_KEY = 'none'

/** What a lead is counted under that was touched from several campaigns: its own source, or the last one. */
export const ATTRIBUTIONS = ['first', 'last'] as const
export type Attribution = (typeof ATTRIBUTIONS)[number]

/** Named sets of leads behind the numbers that no stage and no filter expresses. */
export const SEGMENTS = [
  'underWay', // created in the period, not won, lost or disqualified
  'graded', // created in the period, with a grade
  'customers', // won deals of the period
  'becameCustomers', // created in the period, with a won deal by now
  'earlierCustomers', // of these, leads created before the period
  'closedDeals', // a deal won or lost in the period
  'overriddenUp', // created in the period, graded hotter than the answers say
  'overriddenDown', // created in the period, graded colder than the answers say
  'dealCycle', // won in the period, not before they were created
  'wonBeforeCreated', // won in the period, on a day before they were created: left out of dealCycle
  'salesCycle', // won in the period, accepted before
  'wonBeforeAccepted', // won in the period, on a day before they were accepted: left out of salesCycle
  'wonNeverAccepted', // won in the period without an acceptance that is known: left out of salesCycle
  'forgotten6', // in nurture now, nothing done by either side for 6 months
  'forgotten12',
] as const
export type Segment = (typeof SEGMENTS)[number]

/** The columns of the nurture board: months since the last contact that each begins with. */
export const AGES = ['0', '1', '3', '6', '12'] as const
export type Age = (typeof AGES)[number]

/** The segments that are about today and not about a period. */
export const SEGMENTS_OF_TODAY: readonly Segment[] = ['forgotten6', 'forgotten12']

import {
  AGES,
  type Age,
  type Attribution,
  type Basis,
  type FilterDimension,
  LEAD_STAGES,
  type LeadStage,
  NO_KEY,
  type Segment,
} from '@/lib/leads/stages'
import { dayOf, endOfDay } from '@/lib/platform/calendar'
import { join, type Sql, sql } from '@/lib/platform/db/sql'
import { addMonths, type Period, periodBounds, periodOfMonth } from '@/lib/platform/period'

/**
 * Which leads a number counts, as a condition on the table `lead` (named so, without an alias). The funnel counts with
 * these conditions and the list of leads filters with them, so a number and the list behind it cannot differ.
 */

const REACHED_AT: Record<LeadStage, Sql> = {
  leads: sql`lead.created_at`,
  qualified: sql`lead.reached_qualified`,
  handedOff: sql`lead.reached_handed_off`,
  accepted: sql`lead.reached_accepted`,
  deals: sql`lead.reached_deal`,
  won: sql`lead.won_at`,
}

/** `column` lies in the days of the period. */
export function inPeriod(column: Sql, period: Period, timeZone: string): Sql {
  const { start, end } = periodBounds(period, timeZone)
  return sql`${column} >= ${start} and ${column} < ${end}`
}

/** Leads created in the period. */
export function createdIn(period: Period, timeZone: string): Sql {
  return inPeriod(REACHED_AT.leads, period, timeZone)
}

/** Leads that entered the stage first in the period. */
export function enteredIn(stage: LeadStage, period: Period, timeZone: string): Sql {
  return inPeriod(REACHED_AT[stage], period, timeZone)
}

/**
 * Leads that have reached the stage: by now, or within so many calendar days of their creation. Imported times need not
 * be in order, so within N days a stage is reached when it *or a later one* was: a funnel never widens.
 */
export function hasReached(stage: LeadStage, within: number | null, timeZone: string): Sql {
  const index = LEAD_STAGES.indexOf(stage)
  if (index === 0) return sql`true`
  if (within === null) return sql`lead.reached >= ${index}`
  const inTime = LEAD_STAGES.slice(index).map(
    (later) =>
      sql`${localDay(REACHED_AT[later], timeZone)} <= ${localDay(REACHED_AT.leads, timeZone)} + ${within}::int`,
  )
  return sql`(lead.reached >= ${index} and (${join(inTime, ' or ')}))`
}

/** Leads that have come to the stage, or a later one, by the end of a day. */
function hasReachedBy(stage: LeadStage, day: string, timeZone: string): Sql {
  const end = endOfDay(day, timeZone)
  const inTime = LEAD_STAGES.slice(LEAD_STAGES.indexOf(stage)).map(
    (later) => sql`${REACHED_AT[later]} < ${end}`,
  )
  return sql`(${join(inTime, ' or ')})`
}

export type StageSelection = {
  basis: Basis
  stage: LeadStage
  from: string
  to: string
  /** cohort only: reached within so many days of creation */
  within?: number | null
  /** cohort only: reached by the end of this day */
  by?: string | null
  /** `YYYY-MM`: only this month of the period */
  month?: string | null
  timeZone: string
}

/** The leads that a cell of the funnel counts. */
export function stageCondition({ basis, stage, from, to, within, by, month, timeZone }: StageSelection): Sql {
  const period = month ? periodOfMonth(month, { from, to }) : { from, to }
  if (!period) return sql`false`
  if (basis === 'period') return enteredIn(stage, period, timeZone)
  const reached = hasReached(stage, within ?? null, timeZone)
  if (!by) return sql`${createdIn(period, timeZone)} and ${reached}`
  return sql`${createdIn(period, timeZone)} and ${reached} and ${hasReachedBy(stage, by, timeZone)}`
}

/** A lead whose story is not over. */
export const isUnderWay = sql`lead.status not in ('won', 'lost', 'disqualified')`

export type SegmentSelection = { segment: Segment; from: string; to: string; timeZone: string; at: Date }

/** The leads behind a number that no stage expresses. */
export function segmentCondition({ segment, from, to, timeZone, at }: SegmentSelection): Sql {
  const period = { from, to }
  const wonIn = enteredIn('won', period, timeZone)
  const wonOn = localDay(sql`lead.won_at`, timeZone)
  // kept by the database as its one won deal says
  const boughtIn = inPeriod(sql`lead.customer_at`, period, timeZone)
  switch (segment) {
    case 'underWay':
      return sql`${createdIn(period, timeZone)} and ${isUnderWay}`
    case 'graded':
      return sql`${createdIn(period, timeZone)} and lead.grade is not null`
    case 'customers':
      return boughtIn
    case 'closedDeals':
      return sql`exists (select from deal where deal.lead_id = lead.id and ${inPeriod(sql`deal.closed_at`, period, timeZone)})`
    // The grades are declared from hot to cold; the first condition is that of the index of what was overridden.
    case 'overriddenUp':
      return sql`lead.grade <> lead.computed_grade and lead.grade < lead.computed_grade and ${createdIn(period, timeZone)}`
    case 'overriddenDown':
      return sql`lead.grade <> lead.computed_grade and lead.grade > lead.computed_grade and ${createdIn(period, timeZone)}`
    case 'becameCustomers':
      return sql`${createdIn(period, timeZone)} and lead.customer_at is not null`
    case 'earlierCustomers':
      return sql`${boughtIn} and lead.created_at < ${periodBounds(period, timeZone).start}`
    case 'dealCycle':
      return sql`${wonIn} and ${wonOn} >= ${localDay(sql`lead.created_at`, timeZone)}`
    case 'wonBeforeCreated':
      return sql`${wonIn} and ${wonOn} < ${localDay(sql`lead.created_at`, timeZone)}`
    case 'salesCycle':
      return sql`${wonIn} and ${wonOn} >= ${localDay(sql`lead.accepted_at`, timeZone)}`
    case 'wonBeforeAccepted':
      return sql`${wonIn} and ${wonOn} < ${localDay(sql`lead.accepted_at`, timeZone)}`
    case 'wonNeverAccepted':
      return sql`${wonIn} and lead.accepted_at is null`
    case 'forgotten6':
      return quietFor(6, timeZone, at)
    case 'forgotten12':
      return quietFor(12, timeZone, at)
  }
}

/** In nurture, and neither a touch nor an activity for so many months, counted in days of the calendar. */
function quietFor(months: number, timeZone: string, at: Date): Sql {
  const lastDay = addMonths(dayOf(at, timeZone), -months)
  return sql`lead.status = 'nurture' and lead.last_contact_at < ${endOfDay(lastDay, timeZone)}`
}

/** In the column of the board that begins with so many months without contact, and before that of the next. */
export function agedSince(age: Age, today: string, timeZone: string): Sql {
  return sql`lead.status = 'nurture' and ${agedBounds(age, today, timeZone)}`
}

/** The same of leads that are known to be in nurture: what reads nothing but the last contact is counted from an index. */
export function agedBounds(age: Age, today: string, timeZone: string): Sql {
  const next = AGES[AGES.indexOf(age) + 1]
  const quiet = (months: string) => endOfDay(addMonths(today, -Number(months)), timeZone)
  const bounds: Sql[] = []
  if (Number(age) > 0) bounds.push(sql`lead.last_contact_at < ${quiet(age)}::timestamptz`)
  if (next) bounds.push(sql`lead.last_contact_at >= ${quiet(next)}::timestamptz`)
  return join(bounds, ' and ')
}

export function localDay(column: Sql, timeZone: string): Sql {
  return sql`(${column} at time zone ${timeZone}::text)::date`
}

const DIMENSION_COLUMN: Record<FilterDimension, Sql> = {
  channel: sql`lead.channel_id`,
  campaign: sql`lead.campaign_id`,
  origin: sql`lead.origin`,
  grade: sql`lead.grade`,
  owner: sql`lead.owner_id`,
  assignee: sql`lead.assignee_id`,
  region: sql`lead.region`,
}

/**
 * Where a lead is counted as coming from: first touch, its own source; last touch, where the latest touch with a channel
 * came from, from its creation until sales accepted it (until now, where sales has not). Every lead counts once in both.
 */
export function sourceColumns(touch: Attribution): { channel: Sql; campaign: Sql } {
  if (touch === 'first') return { channel: sql`lead.channel_id`, campaign: sql`lead.campaign_id` }
  const last = sql`from lead_last_source s where s.lead_id = lead.id`
  return {
    channel: sql`coalesce((select s.channel_id ${last}), lead.channel_id)`,
    campaign: sql`case when exists (select ${last}) then (select s.campaign_id ${last}) else lead.campaign_id end`,
  }
}

export function dimensionColumn(dimension: FilterDimension): Sql {
  return DIMENSION_COLUMN[dimension]
}

/** The leads of one row of a grouping: `none` (or null) are those that have no channel, no owner … */
export function dimensionCondition(dimension: FilterDimension, key: string | number | null): Sql {
  const column = DIMENSION_COLUMN[dimension]
  if (key === null || key === NO_KEY) return sql`${column} is null`
  switch (dimension) {
    case 'origin':
      return sql`${column} = ${key}::origin`
    case 'grade':
      return sql`${column} = ${key}::grade`
    case 'region':
      return sql`${column} = ${key}::text`
    default:
      return sql`${column} = ${Number(key)}::int`
  }
}

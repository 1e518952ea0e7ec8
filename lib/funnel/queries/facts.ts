import { handoffCondition } from '@/lib/handoffs/queries/handoff-condition'
import {
  createdIn,
  enteredIn,
  inPeriod,
  localDay,
  segmentCondition,
} from '@/lib/leads/queries/stage-condition'
import { db, plannedAnew, sql } from '@/lib/platform/db/sql'
import type { Period } from '@/lib/platform/period'
import type { Facts } from '../kpi'

/** Everything that the KPIs of a period are made of, counted in one statement. */
export async function factsOf(period: Period, timeZone: string, at: Date): Promise<Facts> {
  const wonOn = localDay(sql`lead.won_at`, timeZone)
  const createdOn = localDay(sql`lead.created_at`, timeZone)
  const acceptedOn = localDay(sql`lead.accepted_at`, timeZone)
  const asked = { ...period, timeZone, at }
  const facts = await db.one<Facts>(
    plannedAnew(sql`
    with made as (
      select count(*)::int as "leads",
        count(*) filter (where reached >= 5)::int as "wonLeads",
        count(*) filter (where origin = 'sales')::int as "salesLeads",
        count(*) filter (where grade is not null)::int as "gradedLeads",
        count(*) filter (where grade = 'hot')::int as "hotLeads",
        count(*) filter (where origin = 'marketing')::int as "marketingLeads",
        count(*) filter (where origin = 'marketing' and grade = 'hot')::int as "hotMarketingLeads"
      from lead where ${createdIn(period, timeZone)}
    ),
    taken as (
      select count(*)::int as "acceptedMarketingLeads"
      from lead where ${enteredIn('accepted', period, timeZone)} and origin = 'marketing'
    ),
    sold as (
      select percentile_cont(array[0.25, 0.5, 0.75]) within group (order by ${wonOn} - ${createdOn})
          filter (where ${wonOn} >= ${createdOn}) as "dealDays",
        count(*) filter (where ${wonOn} >= ${createdOn})::int as "dealCycles",
        count(*) filter (where ${wonOn} < ${createdOn})::int as "wonBeforeCreated",
        percentile_cont(array[0.25, 0.5, 0.75]) within group (order by ${wonOn} - ${acceptedOn})
          filter (where ${wonOn} >= ${acceptedOn}) as "salesDays",
        count(*) filter (where ${wonOn} >= ${acceptedOn})::int as "salesCycles",
        count(*) filter (where ${wonOn} < ${acceptedOn})::int as "wonBeforeAccepted",
        count(*) filter (where accepted_at is null)::int as "wonNeverAccepted"
      from lead where ${enteredIn('won', period, timeZone)}
    ),
    closed as (
      select count(*)::int as "wonDeals",
        coalesce(sum(deal.amount), 0.00)::text as "revenue",
        coalesce(sum(deal.amount) filter (where lead.origin = 'marketing'), 0.00)::text as "marketingRevenue",
        coalesce(sum(deal.amount) filter (where lead.origin = 'sales'), 0.00)::text as "salesRevenue"
      from deal join lead on lead.id = deal.lead_id
      where deal.state = 'won' and ${inPeriod(sql`deal.closed_at`, period, timeZone)}
    ),
    decided as (
      select count(*)::int as "decidedHandoffs",
        count(*) filter (where handoff.state = 'accepted')::int as "acceptedHandoffs",
        count(response_minutes)::int as "timedHandoffs",
        percentile_cont(0.5) within group (order by response_minutes) / 60 as "responseHours"
      from handoff where ${handoffCondition({ set: 'decided', ...asked })}
    ),
    settled as (
      select count(*)::int as "handoffsDecidedOrDue",
        count(*) filter (where decided_at <= due_at)::int as "handoffsDecidedInTime"
      from handoff where ${handoffCondition({ set: 'settled', ...asked })}
    ),
    quiet as (
      -- Two counts and not one with a filter: each is then read from the index alone.
      select (select count(*)::int from lead where ${segmentCondition({ segment: 'forgotten6', ...asked })}) as "forgotten6Leads",
        (select count(*)::int from lead where ${segmentCondition({ segment: 'forgotten12', ...asked })}) as "forgotten12Leads"
    )
    select * from made, taken, sold, closed, decided, settled, quiet`),
  )
  if (!facts) throw new Error('an aggregate without a row')
  return facts
}

/** The same of many periods at once, as a line of months is drawn from. */
export function factsOfMonths(months: readonly Period[], timeZone: string, at: Date): Promise<Facts[]> {
  return Promise.all(months.map((month) => factsOf(month, timeZone, at)))
}

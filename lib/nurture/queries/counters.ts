import { organisationClock } from '@/lib/organisation/queries'
import { type Actor, hasRole } from '@/lib/platform/actor'
import { dayOf, endOfDay } from '@/lib/platform/calendar'
import { db, sql } from '@/lib/platform/db/sql'
import { addMonths } from '@/lib/platform/period'

/** Counters stop here: the shell shows "99+". */
const COUNTED = 100

export type NurtureCounters = {
  /** my leads that are awake */
  nurtureWoken: number
  /** touches of my leads that are due */
  nurtureDue: number
  /** my leads without a real contact for 6 months and more */
  nurtureQuiet: number
}

/** What waits for a marketer in nurture, in one statement of bounded index ranges: it runs on every page. */
export async function nurtureCounters(actor: Actor): Promise<NurtureCounters> {
  const none = { nurtureWoken: 0, nurtureDue: 0, nurtureQuiet: 0 }
  if (!hasRole(actor, 'marketer')) return none
  const { timeZone } = await organisationClock(db)
  const today = dayOf(actor.at, timeZone)
  const quiet = endOfDay(addMonths(today, -6), timeZone)
  const mine = sql`l.status = 'nurture' and l.owner_id = ${actor.personId}::int`
  const found = await db.one<NurtureCounters>(sql`
    select
      (select count(*)::int from (
        select from lead l where ${mine} and l.nurture_wake_on <= ${today}::date limit ${COUNTED}) c) as "nurtureWoken",
      (select count(*)::int from (
        select from nurture_step s join nurture_enrolment e on e.id = s.enrolment_id join lead l on l.id = s.lead_id
        where s.done_at is null and s.skipped_at is null and s.due_on <= ${today}::date
          and coalesce(l.owner_id, e.attached_by_id) = ${actor.personId}::int limit ${COUNTED}) c) as "nurtureDue",
      (select count(*)::int from (
        select from lead l where ${mine} and l.last_contact_at < ${quiet}::timestamptz limit ${COUNTED}) c)
        as "nurtureQuiet"`)
  return found ?? none
}

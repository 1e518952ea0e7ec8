import { ORGANISATION_CALENDAR, workingHoursOf } from '@/lib/calendars/queries'
import { notify } from '@/lib/notices/commands/notify'
import { addDays, dayOf, endOfDay } from '@/lib/platform/calendar'
import { db, sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { addMonths } from '@/lib/platform/period'
import { must } from '@/lib/platform/result'
import { isOpenAt } from '@/lib/platform/working-time'

/** Of so many leads of one owner each is told by itself; of more, how many. */
const TOLD_ONE_BY_ONE = 5

/**
 * On the first occasion of each working day: which leads woke since the last one, how many touches are due; and in its
 * first one of the week, how many leads crossed 6 or 12 months without contact. Each day and each week is told once: up to
 * where it has been told stands in the database, and moves in the transaction that tells. After an outage the next
 * morning tells everything since.
 */
export async function remindOfNurture(at: Date): Promise<void> {
  const hours = await workingHoursOf(db, ORGANISATION_CALENDAR)
  if (!isOpenAt(at, hours)) return
  const { timeZone } = hours
  const today = dayOf(at, timeZone)
  const monday = addDays(today, -weekday(today))
  await upTo('woke', today, addDays(today, -7), (tx, from) => tellWoken(tx, at, from, today, timeZone))
  await upTo('steps', today, addDays(today, -1), (tx) => tellDue(tx, at, today))
  await upTo('quiet', monday, addDays(monday, -7), (tx, from) => tellQuiet(tx, at, from, monday, timeZone))
}

/** 0 is Monday. */
function weekday(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
}

/** Does `tell` for the days after those that have been told, unless another worker has. */
async function upTo(
  kind: 'woke' | 'steps' | 'quiet',
  day: string,
  atFirst: string,
  tell: (tx: Tx, after: string) => Promise<void>,
): Promise<void> {
  const told = await db.one<{ day: string }>(
    sql`select up_to as day from nurture_reminder where kind = ${kind}`,
  )
  if (told && told.day >= day) return
  must(
    await inTransaction(async (tx) => {
      await tx.run(sql`
        insert into nurture_reminder (kind, up_to) values (${kind}, ${atFirst}::date) on conflict do nothing`)
      const before = await tx.one<{ day: string }>(sql`
        select up_to as day from nurture_reminder where kind = ${kind} for update`)
      if (!before || before.day >= day) return
      await tell(tx, before.day)
      await tx.run(sql`update nurture_reminder set up_to = ${day}::date where kind = ${kind}`)
    }),
  )
}

/** Leads whose day came after `after` and until today. Who sent one to sleep only until the same day knows of it. */
async function tellWoken(tx: Tx, at: Date, after: string, today: string, timeZone: string): Promise<void> {
  const woken = await tx.rows<{ id: number; ownerId: number; name: string; wakeOn: string }>(sql`
    select id, owner_id as "ownerId", display_name as name, nurture_wake_on as "wakeOn" from lead
    where status = 'nurture' and nurture_wake_on > ${after}::date and nurture_wake_on <= ${today}::date
      and woken_by_touch_id is null and owner_id is not null
      and nurture_wake_on > (status_since at time zone ${timeZone}::text)::date
    order by id`)
  for (const [ownerId, leads] of Map.groupBy(woken, (lead) => lead.ownerId)) {
    if (leads.length > TOLD_ONE_BY_ONE) {
      const data = { count: leads.length, why: 'day' }
      await notify(tx, at, { to: [ownerId], kind: 'leads_woke', data, key: `woke:${today}` })
      continue
    }
    for (const { id, name, wakeOn } of leads) {
      const data = { lead: name, why: 'day' }
      await notify(tx, at, {
        to: [ownerId],
        kind: 'lead_woke',
        leadId: id,
        data,
        key: `woke:${id}:${wakeOn}`,
      })
    }
  }
}

async function tellDue(tx: Tx, at: Date, today: string): Promise<void> {
  const due = await tx.rows<{ personId: number; count: number }>(sql`
    select coalesce(l.owner_id, e.attached_by_id) as "personId", count(*)::int as count
    from nurture_step s join nurture_enrolment e on e.id = s.enrolment_id join lead l on l.id = s.lead_id
    where s.done_at is null and s.skipped_at is null and s.due_on <= ${today}::date
    group by 1 order by 1`)
  for (const { personId, count } of due)
    await notify(tx, at, { to: [personId], kind: 'nurture_steps', data: { count }, key: `steps:${today}` })
}

/**
 * Leads in nurture that are quiet for so long on this Monday and were not on the one that was told last, or were not in
 * nurture then. These weeks follow each other without hole or overlap, so a lead is told once for each threshold, as long
 * as nothing happens with it.
 */
async function tellQuiet(tx: Tx, at: Date, last: string, monday: string, timeZone: string): Promise<void> {
  for (const months of [6, 12]) {
    const from = endOfDay(addMonths(last, -months), timeZone)
    const to = endOfDay(addMonths(monday, -months), timeZone)
    const quiet = await tx.rows<{ ownerId: number; count: number }>(sql`
      select owner_id as "ownerId", count(*)::int as count from lead
      where status = 'nurture' and last_contact_at < ${to}::timestamptz and owner_id is not null
        and (last_contact_at >= ${from}::timestamptz or status_since >= ${endOfDay(last, timeZone)}::timestamptz)
        and status_since < ${endOfDay(monday, timeZone)}::timestamptz
      group by owner_id order by owner_id`)
    for (const { ownerId, count } of quiet) {
      const data = { count, months }
      await notify(tx, at, { to: [ownerId], kind: 'nurture_quiet', data, key: `quiet:${months}:${monday}` })
    }
  }
}

import { definitionOfVersion } from '@/lib/agreements/queries'
import { ORGANISATION_CALENDAR, workingHoursOf } from '@/lib/calendars/queries'
import { notify } from '@/lib/notices/commands/notify'
import { headsOf } from '@/lib/people/queries'
import { isDatabaseAway } from '@/lib/platform/db/errors'
import type { HandoffAlarm } from '@/lib/platform/db/generated/enums'
import { db, sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { log } from '@/lib/platform/log'
import { notified } from '@/lib/platform/realtime/announce'
import { must } from '@/lib/platform/result'
import { isOpenAt } from '@/lib/platform/working-time'
import { type Alarm, alarmsOf, hasLostMeaning, nextAlarm, type Owing, toldBy } from '../alarms'
import { hoursOf, type LockedHandoff, lockHandoff } from './lock'

const AT_ONCE = 200

type Due = { id: number; alarmAt: Date }

/**
 * Rings everything that is due at this moment, in order of time, in calendars that are open. Each alarm rings in a
 * transaction of its own that moves the handoff on to its next one, so that of two workers, or of one that is killed and
 * starts again, each alarm rings once. One that fails is left where it is and holds up no other.
 */
export async function ringDueAlarms(at: Date): Promise<number> {
  const failed = new Set<number>()
  let rang = 0
  for (;;) {
    const due = await dueAlarms(at, failed)
    if (due.length === 0) break
    for (let next = due.shift(); next; next = due.shift()) {
      const { id } = next
      try {
        const following = await ring(id, at)
        rang++
        // After an outage the handoff's next alarm may be due as well: it waits for those that were due before it.
        if (following && following <= at) enqueueInOrder(due, { id, alarmAt: following })
      } catch (error) {
        if (isDatabaseAway(error)) throw error
        log.error({ handoff: id, error: error instanceof Error ? error.stack : String(error) }, 'alarm')
        failed.add(id)
      }
    }
  }
  if (failed.size > 0) throw new Error(`alarms of ${failed.size} handoffs did not ring`)
  return rang
}

/** Behind those of an earlier time; later than all that were read is left to the next reading. */
function enqueueInOrder(due: Due[], added: Due): void {
  const later = ({ id, alarmAt }: Due) =>
    alarmAt > added.alarmAt || (alarmAt.getTime() === added.alarmAt.getTime() && id > added.id)
  const place = due.findIndex(later)
  if (place >= 0) due.splice(place, 0, added)
}

async function dueAlarms(at: Date, except: ReadonlySet<number>): Promise<Due[]> {
  const calendars = await db.rows<{ id: number }>(sql`select id from work_calendar`)
  const open: number[] = []
  for (const { id } of calendars) if (isOpenAt(at, await workingHoursOf(db, id))) open.push(id)
  return db.rows<Due>(sql`
    select h.id, h.alarm_at as "alarmAt" from unnest(${open}::int[]) as c(id) cross join lateral (
      select id, alarm_at from handoff
      where calendar_id = c.id and alarm_at <= ${at}::timestamptz and id <> all (${[...except]}::int[])
      order by alarm_at, id limit ${AT_ONCE}) h
    order by h.alarm_at, h.id limit ${AT_ONCE}`)
}

/** Rings the alarm that is set; returns when the next one will. Nothing happens when it rang, or was cleared, meanwhile. */
async function ring(handoffId: number, at: Date): Promise<Date | null> {
  const result = await inTransaction(async (tx) => {
    const handoff = await lockHandoff(tx, handoffId)
    const { alarm, alarmAt } = handoff
    if (!alarm || !alarmAt || alarmAt > at) return null
    const { terms } = await definitionOfVersion(tx, handoff.definitionVersion)
    const hours = await hoursOf(tx, handoff)
    const dueNow = alarmsOf(handoff, terms, hours)
      .filter((other) => other.at <= at)
      .map((other) => other.alarm)
    if (!hasLostMeaning(alarm, dueNow)) await tell(tx, at, handoff, alarm)
    // One that is pointless is passed over: what follows it rings in its own turn, after what was due before.
    let next = nextAlarm(handoff, terms, hours, alarm)
    while (next && hasLostMeaning(next.alarm, dueNow)) next = nextAlarm(handoff, terms, hours, next.alarm)
    await moveOn(tx, handoff, next)
    return next?.at ?? null
  })
  if (!result.ok && result.failure.code === 'NOT_FOUND') return null // its lead is gone
  return must(result)
}

/** The database compares once more what was set. */
async function moveOn(tx: Tx, handoff: LockedHandoff, next: Alarm | null): Promise<void> {
  const moved = await tx.run(sql`
    update handoff set alarm = ${next?.alarm ?? null}::handoff_alarm, alarm_at = ${next?.at ?? null}::timestamptz
    where id = ${handoff.id} and state = 'pending' and alarm = ${handoff.alarm}::handoff_alarm`)
  if (moved !== 1) throw new Error('an alarm was set or cleared without the lock of its lead')
}

async function tell(tx: Tx, at: Date, handoff: LockedHandoff, alarm: HandoffAlarm): Promise<void> {
  const isAnswer = alarm.startsWith('answer')
  const heads = await headsOf(tx, isAnswer ? 'marketing' : 'sales')
  const owing = await owingPerson(tx, at, isAnswer ? handoff.offeredById : handoff.assigneeId)
  const dueAt = isAnswer ? handoff.answerDueAt : handoff.dueAt
  await notify(tx, at, {
    to: toldBy(alarm, owing, heads),
    kind: alarm,
    leadId: handoff.lead.id,
    handoffId: handoff.id,
    data: {
      lead: handoff.lead.displayName,
      dueAt: dueAt?.toISOString() ?? null,
      assignee: isAnswer ? null : (owing?.name ?? null),
    },
    key: `${alarm}:${handoff.id}`,
  })
  if (alarm === 'verdict_expired' && handoff.assigneeId) await backToOpenQueue(tx, at, handoff)
}

/** Whoever still has an account, and whether they are at work today (in the zone of their branch). */
async function owingPerson(tx: Tx, at: Date, id: number | null): Promise<(Owing & { name: string }) | null> {
  if (id === null) return null
  const person = await tx.one<Owing & { name: string }>(sql`
    select p.id, p.name, not exists (
      select 1 from absence a
      where a.person_id = p.id
        and (${at}::timestamptz at time zone coalesce(c.time_zone, o.time_zone))::date between a.first_day and a.last_day
    ) as present
    from person p cross join organisation o
      join work_calendar c on c.id = coalesce(p.calendar_id, ${ORGANISATION_CALENDAR})
    where p.id = ${id} and p.status = 'active'`)
  return person ?? null
}

/** Nobody's any more: everybody in sales may take it. It stays overdue; the history says whom it was taken from. */
async function backToOpenQueue(tx: Tx, at: Date, handoff: LockedHandoff): Promise<void> {
  const { id, version } = handoff.lead
  const person = await tx.one<{ name: string }>(sql`select name from person where id = ${handoff.assigneeId}`)
  await tx.run(sql`
    update handoff set assignee_id = null, routed_by = 'expired' where id = ${handoff.id} and state = 'pending'`)
  const data = { handoffId: handoff.id, round: handoff.round, assignee: person?.name ?? null }
  await tx.run(sql`
    with moved as (
      update lead set version = version + 1, updated_at = ${at}::timestamptz where id = ${id} returning id),
    noted as (
      insert into lead_event (lead_id, type, from_status, to_status, at, data)
      select id, 'expired', 'handed_off', 'handed_off', ${at}::timestamptz, ${JSON.stringify(data)}::jsonb
      from moved returning 1)
    select ${notified([
      { topic: 'lead', id, data: { state: 'handed_off', version: version + 1, byId: null } },
      {
        topic: 'handoff',
        id: handoff.id,
        data: { state: 'pending', assigneeId: null, waiting: false, leadId: id, byId: null },
      },
    ])} from noted`)
}

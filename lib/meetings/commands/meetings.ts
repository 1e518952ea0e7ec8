import { organisationClock } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { uniqueViolation } from '@/lib/platform/db/errors'
import { db, sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { announce } from '@/lib/platform/realtime/announce'
import { fail, type Result, refuse } from '@/lib/platform/result'
import { agendaPeriod } from '../agenda'
import { leadsMeetings } from '../policy'
import { agendaNow, currentMeeting, decisionsNow, type Minutes } from '../queries/meetings'
import { lockMeeting } from './lock'

/** Opens today's meeting, about the days since the one before. MEETING_OPEN names who opened the one that goes on. */
export async function openMeeting(actor: Actor): Promise<Result<{ id: number; heldOn: string }>> {
  try {
    return await inTransaction(async (tx) => {
      if (!leadsMeetings(actor)) return refuse('FORBIDDEN')
      const { timeZone } = await organisationClock(tx)
      const heldOn = dayOf(actor.at, timeZone)
      const last = await tx.one<{ to: string }>(
        sql`select to_day as to from meeting where closed_at is not null order by id desc limit 1`,
      )
      const { from, to } = agendaPeriod(heldOn, last?.to ?? null)
      const made = await tx.one<{ id: number }>(sql`
        insert into meeting (held_on, from_day, to_day, opened_by_id, opened_at)
        values (${heldOn}::date, ${from}::date, ${to}::date, ${actor.personId}, ${actor.at}::timestamptz)
        returning id`)
      if (!made) throw new Error('insert returned no row')
      await tell(tx, actor, made.id)
      return { id: made.id, heldOn }
    })
  } catch (error) {
    if (uniqueViolation(error) !== 'meeting_open') throw error
    const open = await currentMeeting(actor)
    return fail('MEETING_OPEN', { by: open?.openedBy ?? '', id: open?.id ?? null })
  }
}

/**
 * Ends a meeting and keeps its agenda, with the numbers of this moment, and its decisions: from then on its minutes are
 * what they were. MEETING_CLOSED names who was first.
 */
export async function closeMeeting(
  actor: Actor,
  { meetingId }: { meetingId: number },
): Promise<Result<{ id: number; heldOn: string }>> {
  if (!leadsMeetings(actor)) return fail('FORBIDDEN')
  const meeting = await db.one<{ id: number; from: string; to: string }>(
    sql`select id, from_day as "from", to_day as "to" from meeting where id = ${meetingId}`,
  )
  if (!meeting) return fail('NOT_FOUND')
  // Counted before anything is locked: it takes a moment, and nothing that it counts is changed by closing.
  const agenda = await agendaNow(actor, meeting)
  return inTransaction(async (tx) => {
    const { id, heldOn } = await lockMeeting(tx, meetingId)
    const minutes: Minutes = { agenda, ...(await decisionsNow(tx, id)) }
    await tx.run(sql`
      update meeting set closed_at = ${actor.at}::timestamptz, closed_by_id = ${actor.personId},
        minutes = ${JSON.stringify(minutes)}::jsonb, version = version + 1
      where id = ${id}`)
    await tell(tx, actor, id)
    return { id, heldOn }
  })
}

/** Takes back a meeting that was opened by mistake: one without decisions of its own. IN_USE where it has some. */
export function cancelMeeting(
  actor: Actor,
  { meetingId }: { meetingId: number },
): Promise<Result<{ id: number }>> {
  return inTransaction(async (tx) => {
    if (!leadsMeetings(actor)) return refuse('FORBIDDEN')
    const { id } = await lockMeeting(tx, meetingId)
    const used = await tx.one(sql`
      select 1 where exists (select from decision where meeting_id = ${id})
        or exists (select from decision_carry where meeting_id = ${id})`)
    if (used) return refuse('IN_USE')
    await tx.run(sql`delete from meeting where id = ${id}`)
    await tell(tx, actor, id)
    return { id }
  })
}

function tell(tx: Tx, actor: Actor, id: number): Promise<void> {
  return announce(tx, { topic: 'meeting', id, data: { byId: actor.personId } })
}

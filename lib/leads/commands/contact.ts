import type { Actor } from '@/lib/platform/actor'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { type Result, refuse } from '@/lib/platform/result'
import { canRecordContact } from '../policy'
import type { ActivityInput, FinishTaskInput, TouchInput } from '../schema'
import { recordTouch } from './create'
import { resolveSource } from './source'
import { appendEvent, lockLead } from './step'

/** Something the lead did. NOT_FOUND, FORBIDDEN, UNKNOWN_CHANNEL, UNKNOWN_CAMPAIGN; INVALID when in the future. */
export function addTouch(actor: Actor, input: TouchInput): Promise<Result<{ id: number }>> {
  return inTransaction(async (tx) => {
    if (!canRecordContact(actor)) return refuse('FORBIDDEN')
    await lockLead(tx, input.leadId)
    const at = input.at ?? actor.at
    refuseFuture(at, actor)
    const source = await resolveSource(tx, input)
    const id = await recordTouch(tx, actor, input.leadId, {
      kind: input.kind,
      at,
      note: input.note ?? null,
      source,
    })
    return { id }
  })
}

/** Something we did, or a task that we have to do. */
export function addActivity(actor: Actor, input: ActivityInput): Promise<Result<{ id: number }>> {
  return inTransaction(async (tx) => {
    if (!canRecordContact(actor)) return refuse('FORBIDDEN')
    await lockLead(tx, input.leadId)
    const at = input.at ?? actor.at
    if (input.kind !== 'task') refuseFuture(at, actor)
    const added = await tx.one<{ id: number }>(sql`
      insert into activity (lead_id, kind, at, text, due_on, author_id, created_at)
      values (${input.leadId}, ${input.kind}::activity_kind, ${at}::timestamptz, ${input.text},
        ${input.dueOn ?? null}::date, ${actor.personId}, ${actor.at}::timestamptz)
      returning id`)
    if (!added) throw new Error('insert returned no row')
    // a task or a note to ourselves is no contact with the lead
    if (input.kind !== 'task' && input.kind !== 'note') {
      await tx.run(sql`update lead set last_contact_at = greatest(last_contact_at, ${at}::timestamptz),
        updated_at = ${actor.at}::timestamptz where id = ${input.leadId}`)
    }
    await appendEvent(tx, actor, input.leadId, {
      type: 'activity',
      data: {
        activityId: added.id,
        kind: input.kind,
        text: input.text,
        dueOn: input.dueOn ?? null,
        happenedAt: at,
      },
    })
    return { id: added.id }
  })
}

/** Ticks a task off; doing it twice changes nothing. */
export function finishTask(actor: Actor, input: FinishTaskInput): Promise<Result<{ id: number }>> {
  return inTransaction(async (tx) => {
    if (!canRecordContact(actor)) return refuse('FORBIDDEN')
    const task = await tx.one<{ id: number; leadId: number; text: string; doneAt: Date | null }>(sql`
      select id, lead_id as "leadId", text, done_at as "doneAt" from activity
      where id = ${input.activityId} and kind = 'task' for update`)
    if (!task) return refuse('NOT_FOUND')
    if (!task.doneAt) {
      await tx.run(sql`update activity set done_at = ${actor.at}::timestamptz where id = ${task.id}`)
      await appendEvent(tx, actor, task.leadId, {
        type: 'task_done',
        data: { activityId: task.id, text: task.text },
      })
    }
    return { id: task.id }
  })
}

function refuseFuture(at: Date, actor: Actor): void {
  const CLOCK_TOLERANCE = 5 * 60_000
  if (at.getTime() > actor.at.getTime() + CLOCK_TOLERANCE) {
    refuse('INVALID', {}, [{ path: 'at', code: 'future', message: 'must not be in the future' }])
  }
}

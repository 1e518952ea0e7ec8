import type { Actor } from '@/lib/platform/actor'
import { type Database, db, sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { announce } from '@/lib/platform/realtime/announce'
import { type Result, refuse } from '@/lib/platform/result'
import { canEditForms } from '../policy'

/** It is spam. It can be taken back as long as it is kept. FORBIDDEN, NOT_FOUND, WRONG_STATE. */
export function discardSubmission(
  actor: Actor,
  { submissionId }: { submissionId: number },
): Promise<Result<{ id: number }>> {
  return inTransaction(async (tx) => {
    if (!canEditForms(actor)) return refuse('FORBIDDEN')
    const { formId, state } = await lockSubmission(tx, submissionId)
    if (state === 'taken' || state === 'released') return refuse('WRONG_STATE', { status: state })
    await tx.run(sql`
      update form_submission set state = 'discarded', decided_by_id = ${actor.personId},
        decided_at = ${actor.at}::timestamptz
      where id = ${submissionId} and state = 'held'`)
    await announce(tx, { topic: 'form', id: formId })
    return { id: submissionId }
  })
}

/** It waits again. */
export function reconsiderSubmission(
  actor: Actor,
  { submissionId }: { submissionId: number },
): Promise<Result<{ id: number }>> {
  return inTransaction(async (tx) => {
    if (!canEditForms(actor)) return refuse('FORBIDDEN')
    const { formId, state } = await lockSubmission(tx, submissionId)
    if (state === 'taken' || state === 'released') return refuse('WRONG_STATE', { status: state })
    await tx.run(sql`
      update form_submission set state = 'held', decided_by_id = null, decided_at = null
      where id = ${submissionId} and state = 'discarded'`)
    await announce(tx, { topic: 'form', id: formId })
    return { id: submissionId }
  })
}

/** All that waits up to the last one that the person has seen: what came since is not theirs to throw away unread. */
export function discardAllHeld(actor: Actor, { upTo }: { upTo: number }): Promise<Result<{ count: number }>> {
  return inTransaction(async (tx) => {
    if (!canEditForms(actor)) return refuse('FORBIDDEN')
    const count = await tx.run(sql`
      update form_submission set state = 'discarded', decided_by_id = ${actor.personId},
        decided_at = ${actor.at}::timestamptz
      where state = 'held' and id <= ${upTo}`)
    await announce(tx, { topic: 'form', id: 0 })
    return { count }
  })
}

async function lockSubmission(tx: Tx, id: number): Promise<{ formId: number; state: string }> {
  const found = await tx.one<{ formId: number; state: string }>(sql`
    select form_id as "formId", state::text from form_submission where id = ${id} for update`)
  return found ?? refuse('NOT_FOUND')
}

const DAY = 86_400_000
const DISCARDED_DAYS = 30
const ANONYMOUS_DAYS = 30
const LINKED_DAYS = 400

/** Lets go of spam, of touches that never became anybody's, and of browsers that never came back. */
export async function forgetVisitors(at: Date, on: Database = db): Promise<void> {
  const before = (days: number) => new Date(at.getTime() - days * DAY)
  await on.run(sql`
    delete from form_submission where state = 'discarded' and decided_at < ${before(DISCARDED_DAYS)}::timestamptz`)
  await on.run(sql`delete from site_touch where at < ${before(ANONYMOUS_DAYS)}::timestamptz`)
  await on.run(sql`
    delete from site_visitor
    where last_at < ${before(LINKED_DAYS)}::timestamptz
      or (lead_id is null and last_at < ${before(ANONYMOUS_DAYS)}::timestamptz)`)
}

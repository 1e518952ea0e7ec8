import { resolveSource } from '@/lib/leads/commands/source'
import { leadConditions } from '@/lib/leads/queries/conditions'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import type { Role } from '@/lib/platform/db/generated/enums'
import { join, sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { enqueue } from '@/lib/platform/jobs/queue'
import { announce } from '@/lib/platform/realtime/announce'
import { type Result, refuse } from '@/lib/platform/result'
import { bulkRunJob } from '../jobs'
import { canBeUndone, canGoOnWithRun, canStopRun, canTakeInBulk } from '../policy'
import { type BulkRunView, findBulkRun } from '../queries/runs'
import { type BulkAction, type BulkInput, MAX_LEADS, type RetryInput, type RunAction } from '../schema'

/**
 * Takes one step with many leads: chosen ones, or all that a filter finds now. They are written down first, so that it
 * is known what became of each, and nobody is taken who comes to match the filter meanwhile. The steps are taken in the
 * background. What would be refused for every lead (nobody of that name, no such plan) is refused here.
 */
export function startBulkRun(
  actor: Actor,
  input: BulkInput,
  { most = MAX_LEADS } = {},
): Promise<Result<BulkRunView>> {
  return inTransaction(async (tx) => {
    const { action, leadIds, filter } = input
    if (!canTakeInBulk(actor, action.type)) return refuse('FORBIDDEN')
    await checkNames(tx, actor, action)
    const runId = await insertRun(tx, actor, action, { filter })
    if (leadIds) await writeChosen(tx, runId, leadIds)
    else await writeFound(tx, actor, runId, filter ?? {}, most)
    return begin(tx, runId)
  })
}

/** The refused ones of a run once more, or those that a stopped run did not come to: a run of its own. */
export function retryBulkRun(actor: Actor, { runId, which }: RetryInput): Promise<Result<BulkRunView>> {
  return inTransaction(async (tx) => {
    const before = await endedRun(tx, actor, runId)
    if (before.action.type === 'undo') return refuse('WRONG_STATE', { status: before.state })
    await checkNames(tx, actor, before.action)
    const again = await insertRun(tx, actor, before.action, { ofRunId: runId })
    await tx.run(sql`
      insert into bulk_lead (run_id, lead_id, name)
      select ${again}, lead_id, name from bulk_lead
      where run_id = ${runId} and outcome is not distinct from ${which === 'waiting' ? null : which}::bulk_outcome`)
    return begin(tx, again)
  })
}

/** Puts back what a run changed, where nobody has changed it since: a run of its own. Once. */
export function undoBulkRun(actor: Actor, { runId }: { runId: number }): Promise<Result<BulkRunView>> {
  return inTransaction(async (tx) => {
    const before = await endedRun(tx, actor, runId)
    if (!canBeUndone(before.action.type) || before.undoneBy !== null || before.done === 0) {
      return refuse('WRONG_STATE', { status: before.undoneBy === null ? before.state : 'undone' })
    }
    const again = await insertRun(tx, actor, { type: 'undo' }, { ofRunId: runId })
    await tx.run(sql`
      insert into bulk_lead (run_id, lead_id, name)
      select ${again}, lead_id, name from bulk_lead where run_id = ${runId} and outcome = 'done'`)
    return begin(tx, again)
  })
}

/** Stops a run after the batch that it is at; what was done stays done. */
export function stopBulkRun(actor: Actor, { runId }: { runId: number }): Promise<Result<BulkRunView>> {
  return inTransaction(async (tx) => {
    await tx.run(sql`select from bulk_run where id = ${runId} for update`)
    const run = await findBulkRun(tx, runId)
    if (!run) return refuse('NOT_FOUND')
    if (!canStopRun(actor, run)) return refuse('FORBIDDEN')
    if (run.doneAt !== null) return run
    await tx.run(sql`
      update bulk_run set stop_asked_at = ${actor.at}::timestamptz, stop_asked_by_id = ${actor.personId}
      where id = ${runId} and stop_asked_at is null`)
    await announce(tx, { topic: 'bulk', id: runId, data: { done: false } })
    return theRun(tx, runId)
  })
}

/** Held until the end of the transaction, so that it is taken back once. WRONG_STATE while it goes on. */
async function endedRun(tx: Tx, actor: Actor, runId: number): Promise<BulkRunView> {
  await tx.run(sql`select from bulk_run where id = ${runId} for update`)
  const run = await findBulkRun(tx, runId)
  if (!run) return refuse('NOT_FOUND')
  if (!canGoOnWithRun(actor, run)) return refuse('FORBIDDEN')
  if (run.doneAt === null) return refuse('WRONG_STATE', { status: run.state })
  return run
}

async function insertRun(
  tx: Tx,
  actor: Actor,
  action: RunAction,
  { filter, ofRunId }: { filter?: BulkInput['filter']; ofRunId?: number },
): Promise<number> {
  const run = await tx.one<{ id: number }>(sql`
    insert into bulk_run (action, filter, created_by_id, created_at, total, of_run_id)
    values (${JSON.stringify(action)}::jsonb, ${filter ? JSON.stringify(filter) : null}::jsonb, ${actor.personId},
      ${actor.at}::timestamptz, 0, ${ofRunId ?? null}::int)
    returning id`)
  if (!run) throw new Error('insert returned no row')
  return run.id
}

async function writeChosen(tx: Tx, runId: number, leadIds: readonly number[]): Promise<void> {
  const chosen = [...new Set(leadIds)]
  const known = await tx.run(sql`
    insert into bulk_lead (run_id, lead_id, name)
    select ${runId}, id, display_name from lead where id = any (${chosen}::int[])`)
  if (known < chosen.length) {
    refuse('INVALID', {}, [{ path: 'leadIds', code: 'id', message: 'names a lead that is not there' }])
  }
}

async function writeFound(
  tx: Tx,
  actor: Actor,
  runId: number,
  filter: NonNullable<BulkInput['filter']>,
  most: number,
): Promise<void> {
  const conditions = await leadConditions(actor, filter)
  if (!conditions) return
  const where = conditions.length > 0 ? join(conditions, ' and ') : sql`true`
  const found = await tx.run(sql`
    insert into bulk_lead (run_id, lead_id, name)
    select ${runId}, lead.id, lead.display_name from lead where ${where} limit ${most + 1}`)
  if (found > most) refuse('TOO_MANY_LEADS', { limit: most })
}

async function begin(tx: Tx, runId: number): Promise<BulkRunView> {
  await tx.run(sql`
    update bulk_run set total = (select count(*) from bulk_lead where run_id = ${runId}) where id = ${runId}`)
  await enqueue(tx, bulkRunJob, { runId }, { singletonKey: String(runId) })
  return theRun(tx, runId)
}

async function theRun(tx: Tx, runId: number): Promise<BulkRunView> {
  const run = await findBulkRun(tx, runId)
  if (!run) throw new Error('the run vanished inside its own transaction')
  return run
}

/** What does not depend on the lead. */
async function checkNames(tx: Tx, actor: Actor, action: BulkAction): Promise<void> {
  switch (action.type) {
    case 'edit': {
      const { owner, channel, campaign } = action.patch
      if (owner) await checkPerson(tx, owner, 'marketer', 'owner')
      if (channel) await resolveSource(tx, { channel, campaign })
      return
    }
    case 'reassign':
    case 'handOff':
      if (action.assignee) await checkPerson(tx, action.assignee, 'sales', 'assignee')
      return
    case 'nurture': {
      const organisation = await tx.one<{ timeZone: string }>(
        sql`select time_zone as "timeZone" from organisation`,
      )
      const zone = organisation?.timeZone ?? 'UTC'
      const wakeOn = action.wakeAt instanceof Date ? dayOf(action.wakeAt, zone) : action.wakeAt
      if (wakeOn < dayOf(actor.at, zone)) {
        refuse('INVALID', {}, [{ path: 'wakeAt', code: 'past', message: 'must not be in the past' }])
      }
      return
    }
    case 'plan': {
      const plan = await tx.one(sql`
        select from nurture_plan where id = ${action.planId} and archived_at is null`)
      if (!plan) {
        refuse('NOT_FOUND', {}, [{ path: 'planId', code: 'id', message: 'there is no such plan in use' }])
      }
    }
  }
}

async function checkPerson(tx: Tx, email: string, role: Role, path: string): Promise<void> {
  const person = await tx.one(sql`
    select from person where email = lower(${email}) and status in ('active', 'invited') and ${role}::role = any (roles)`)
  if (!person) {
    const message = role === 'sales' ? 'there is no such rep' : 'there is no such marketer'
    refuse('UNKNOWN_PERSON', { name: email }, [{ path, code: 'unknown_person', message }])
  }
}

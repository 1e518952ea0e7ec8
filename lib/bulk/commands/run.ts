import type { Actor } from '@/lib/platform/actor'
import { actorForJob } from '@/lib/platform/auth/job'
import { atMostEvery, clockFrom } from '@/lib/platform/clock'
import type { BulkOutcome } from '@/lib/platform/db/generated/enums'
import { pool } from '@/lib/platform/db/pool'
import { db, sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { announce } from '@/lib/platform/realtime/announce'
import { type Failure, fail, must, refuse } from '@/lib/platform/result'
import { runAction } from '../schema'
import { takeBack, takeWithLead, type Undo } from './steps'

/** Leads between two looks at whether somebody wants it stopped. */
export const BATCH = 25
const LOCK_SPACE = 57
/** Screens hear of the progress so often, in milliseconds. */
const NEWS_EVERY = 400

/**
 * Works on a run to its end, or until somebody stops it. Each lead is a transaction of its own, of its step and of what
 * became of it: so a crash leaves no half of one, nobody waits for more than one lead, and it may be called again at any
 * time. A lock keeps two workers off the same run. `to` ends it early, for tests.
 */
export async function workOnBulkRun(runId: number, at: Date, { to = Infinity } = {}): Promise<void> {
  const holder = await pool().connect()
  try {
    const { rows } = await holder.query('select pg_try_advisory_lock($1, $2) as held', [LOCK_SPACE, runId])
    if (!rows[0]?.held) return
    try {
      await work(runId, clockFrom(at), to)
    } finally {
      await holder.query('select pg_advisory_unlock($1, $2)', [LOCK_SPACE, runId])
    }
  } finally {
    holder.release()
  }
}

/** Goes on with every run that a crash left behind; those that somebody works on are locked. */
export async function resumeBulkRuns(at: Date): Promise<void> {
  const open = await db.rows<{ id: number }>(sql`
    select id from bulk_run
    where done_at is null and created_at < ${new Date(at.getTime() - 10_000)}::timestamptz order by id`)
  for (const { id } of open) await workOnBulkRun(id, at)
}

type Run = { action: unknown; createdById: number; ofRunId: number | null; stopped: boolean; done: boolean }

async function work(runId: number, clock: () => Date, to: number): Promise<void> {
  const isNews = atMostEvery(NEWS_EVERY)
  for (let done = 0; done < to; ) {
    const run = await db.one<Run>(sql`
      select action, created_by_id as "createdById", of_run_id as "ofRunId", stop_asked_at is not null as stopped,
        done_at is not null as done from bulk_run where id = ${runId}`)
    if (!run || run.done) return
    const batch = run.stopped ? [] : await nextLeads(runId, run.ofRunId, Math.min(BATCH, to - done))
    if (batch.length === 0) return finish(runId, clock())
    // with the roles of now: whoever has lost them meanwhile does nothing any more
    const actor = await actorForJob(run.createdById, clock())
    const action = runAction.parse(run.action)
    for (const { leadId, undo } of batch) await takeOne(runId, actor, action, leadId, undo)
    done += batch.length
    if (isNews()) await tell(runId, false)
  }
}

type Waiting = { leadId: number; undo: Undo | null }

function nextLeads(runId: number, ofRunId: number | null, limit: number): Promise<Waiting[]> {
  return db.rows<Waiting>(sql`
    select bl.lead_id as "leadId", (
      select o.undo from bulk_lead o where o.run_id = ${ofRunId}::int and o.lead_id = bl.lead_id) as undo
    from bulk_lead bl where bl.run_id = ${runId} and bl.outcome is null order by bl.lead_id limit ${limit}`)
}

async function takeOne(
  runId: number,
  actor: Actor | null,
  action: ReturnType<typeof runAction.parse>,
  leadId: number,
  undo: Undo | null,
): Promise<void> {
  if (!actor) return noteRefused(runId, leadId, fail('FORBIDDEN').failure)
  const note = async (tx: Pick<typeof db, 'run'>, taken: { changed: boolean; undo?: Undo }) => {
    const noted = await tx.run(sql`
      update bulk_lead set outcome = ${taken.changed ? 'done' : 'unchanged'}::bulk_outcome,
        undo = ${taken.undo ? JSON.stringify(taken.undo) : null}::jsonb
      where run_id = ${runId} and lead_id = ${leadId} and outcome is null`)
    // somebody else has come to this lead first: what was done here is not to be done twice
    if (noted !== 1) refuse('CHANGED_SINCE')
  }
  const result =
    action.type === 'undo'
      ? undo
        ? await takeBack(actor, leadId, undo, note)
        : fail('CHANGED_SINCE')
      : await takeWithLead(actor, action, leadId, note)
  if (!result.ok) await noteRefused(runId, leadId, result.failure)
}

async function noteRefused(runId: number, leadId: number, { code, params, fields }: Failure): Promise<void> {
  const outcome: BulkOutcome = code === 'NOT_FOUND' || code === 'MERGED' ? 'gone' : 'refused'
  const kept = code === 'INVALID' && fields[0] ? { ...params, field: fields[0].code } : params
  await db.run(sql`
    update bulk_lead set outcome = ${outcome}::bulk_outcome, code = ${code}, params = ${JSON.stringify(kept)}::jsonb
    where run_id = ${runId} and lead_id = ${leadId} and outcome is null`)
}

async function finish(runId: number, at: Date): Promise<void> {
  await db.run(sql`
    update bulk_run set done_at = ${at}::timestamptz where id = ${runId} and done_at is null`)
  await tell(runId, true)
}

async function tell(runId: number, done: boolean): Promise<void> {
  const reached = await db.one<{ count: number }>(sql`
    select count(*)::int as count from bulk_lead where run_id = ${runId} and outcome is not null`)
  const data = { done, count: reached?.count ?? 0 }
  must(await inTransaction((tx) => announce(tx, { topic: 'bulk', id: runId, data })))
}

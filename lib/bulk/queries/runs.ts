import type { Actor } from '@/lib/platform/actor'
import type { BulkOutcome } from '@/lib/platform/db/generated/enums'
import { type Database, db, type Sql, sql } from '@/lib/platform/db/sql'
import type { FailureCode, FailureParams } from '@/lib/platform/result'
import type { RunAction } from '../schema'

export type RunState = 'running' | 'stopping' | 'stopped' | 'done'

/** One step taken with many leads: how far it is. The four outcomes and `waiting` add up to `total`. */
export type BulkRunView = {
  id: number
  state: RunState
  action: RunAction
  /** left out where the leads were ticked one by one */
  filter: Record<string, unknown> | null
  createdById: number
  createdBy: string
  createdAt: Date
  doneAt: Date | null
  stoppedBy: string | null
  /** the run that it takes back or tries again */
  of: { id: number; action: RunAction } | null
  /** the run that took it back */
  undoneBy: number | null
  total: number
  done: number
  refused: number
  unchanged: number
  gone: number
  waiting: number
}

const STATE = sql`case
  when r.done_at is null then case when r.stop_asked_at is null then 'running' else 'stopping' end
  when r.stop_asked_at is not null and exists (
    select from bulk_lead bl where bl.run_id = r.id and bl.outcome is null) then 'stopped'
  else 'done' end`

function selectRuns(rest: Sql): Sql {
  return sql`
    select r.id, ${STATE} as state, r.action, r.filter, r.created_by_id as "createdById", c.name as "createdBy",
      r.created_at as "createdAt", r.done_at as "doneAt", s.name as "stoppedBy",
      case when o.id is not null then json_build_object('id', o.id, 'action', o.action) end as of,
      (select max(u.id) from bulk_run u where u.of_run_id = r.id and u.action->>'type' = 'undo') as "undoneBy",
      r.total, n.done, n.refused, n.unchanged, n.gone, n.waiting
    from bulk_run r
    join person c on c.id = r.created_by_id
    left join person s on s.id = r.stop_asked_by_id
    left join bulk_run o on o.id = r.of_run_id
    cross join lateral (
      select (count(*) filter (where outcome = 'done'))::int as done,
        (count(*) filter (where outcome = 'refused'))::int as refused,
        (count(*) filter (where outcome = 'unchanged'))::int as unchanged,
        (count(*) filter (where outcome = 'gone'))::int as gone,
        (count(*) filter (where outcome is null))::int as waiting
      from bulk_lead where run_id = r.id) n
    ${rest}`
}

export function findBulkRun(on: Database, id: number): Promise<BulkRunView | undefined> {
  return on.one<BulkRunView>(selectRuns(sql`where r.id = ${id}`))
}

/** Everybody sees what was done with leads. */
export async function bulkRunById(_actor: Actor, id: number): Promise<BulkRunView | null> {
  return (await findBulkRun(db, id)) ?? null
}

/** The latest runs, newest first; `before` is the id that a page ended with. */
export function latestBulkRuns(
  actor: Actor,
  { mine = false, before, limit }: { mine?: boolean; before?: number; limit: number },
): Promise<BulkRunView[]> {
  return db.rows<BulkRunView>(
    selectRuns(sql`
      where (not ${mine}::boolean or r.created_by_id = ${actor.personId})
        and (${before ?? null}::int is null or r.id < ${before ?? null}::int)
      order by r.id desc limit ${limit}`),
  )
}

/** My runs that go on. */
export function myOpenRuns(actor: Actor): Promise<BulkRunView[]> {
  return db.rows<BulkRunView>(
    selectRuns(
      sql`where r.done_at is null and r.created_by_id = ${actor.personId} order by r.id desc limit 3`,
    ),
  )
}

export type BulkLeadView = {
  leadId: number
  /** as it was called when the run began */
  name: string
  outcome: BulkOutcome | null
  code: FailureCode | null
  params: FailureParams | null
}

/** What became of each lead, in the order of the run; `waiting` are those to come. */
export function leadsOfBulkRun(
  _actor: Actor,
  {
    runId,
    outcome,
    after = 0,
    limit,
  }: { runId: number; outcome?: BulkOutcome | 'waiting'; after?: number; limit: number },
): Promise<BulkLeadView[]> {
  const which =
    outcome === undefined
      ? sql`true`
      : outcome === 'waiting'
        ? sql`outcome is null`
        : sql`outcome = ${outcome}::bulk_outcome`
  return db.rows<BulkLeadView>(sql`
    select lead_id as "leadId", name, outcome, code, params from bulk_lead
    where run_id = ${runId} and ${which} and lead_id > ${after} order by lead_id limit ${limit}`)
}

/** For which reasons leads were refused, the most frequent first. */
export function refusalsOf(
  _actor: Actor,
  runId: number,
): Promise<{ code: FailureCode; params: FailureParams | null; count: number }[]> {
  return db.rows(sql`
    select code, params, count(*)::int as count from bulk_lead
    where run_id = ${runId} and outcome = 'refused' group by code, params order by count(*) desc limit 40`)
}

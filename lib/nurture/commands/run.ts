import { db, sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { announce } from '@/lib/platform/realtime/announce'
import { must } from '@/lib/platform/result'

/** Leads of one transaction: a crash repeats none of them and loses none. */
export const BATCH = 500

/** Works on a run to its end. It may be called again at any time: each lead's outcome is written with what it says. */
export async function workOnRun(runId: number, at: Date): Promise<void> {
  for (let more = true; more; ) more = must(await inTransaction((tx) => workOnBatch(tx, runId, at)))
}

/** Goes on with every run that a crash left behind. */
export async function resumeRuns(at: Date): Promise<void> {
  const open = await db.rows<{ id: number }>(sql`
    select id from nurture_run
    where done_at is null and created_at < ${new Date(at.getTime() - 60_000)}::timestamptz order by id`)
  for (const { id } of open) await workOnRun(id, at)
}

/** The next leads of a run; says whether there are more. The run's row keeps two workers apart. */
export async function workOnBatch(tx: Tx, runId: number, at: Date): Promise<boolean> {
  const run = await tx.one<{ done: boolean }>(sql`
    select done_at is not null as done from nurture_run where id = ${runId} for update`)
  if (!run || run.done) return false
  const leads = await tx.rows<{ id: number }>(sql`
    select l.id from lead l where l.id in (
      select lead_id from nurture_run_lead where run_id = ${runId} and outcome is null
      order by lead_id limit ${BATCH})
    order by l.id for update of l`)
  if (leads.length > 0) {
    await enrol(
      tx,
      runId,
      leads.map(({ id }) => id),
      at,
    )
  }
  const left = await tx.one(sql`
    select from nurture_run_lead where run_id = ${runId} and outcome is null limit 1`)
  const more = left !== undefined
  if (!more) await tx.run(sql`update nurture_run set done_at = ${at}::timestamptz where id = ${runId}`)
  await announce(tx, { topic: 'nurture', id: runId, data: { run: true, done: !more } })
  return more
}

/** Every lead is locked, so what is read here of its state and its plan stays true until the end. */
async function enrol(tx: Tx, runId: number, leadIds: readonly number[], at: Date): Promise<void> {
  await tx.run(sql`
    with run as (
      select r.id, r.plan_id, p.name as plan, r.created_by_id, r.steps
      from nurture_run r join nurture_plan p on p.id = r.plan_id where r.id = ${runId}),
    here as (
      select l.id, l.status <> 'nurture' as gone, exists (
        select from nurture_enrolment e where e.lead_id = l.id and e.ended_at is null) as follows
      from lead l where l.id = any (${[...leadIds]}::int[])),
    enrolled as (
      insert into nurture_enrolment (lead_id, plan_id, attached_by_id, attached_at)
      select here.id, run.plan_id, run.created_by_id, ${at}::timestamptz from here, run
      where not gone and not follows order by here.id
      returning id, lead_id),
    dated as (
      insert into nurture_step (enrolment_id, lead_id, position, kind, text, due_on)
      select e.id, e.lead_id, s.position, s.kind, s.text, s."dueOn"
      from enrolled e, run, jsonb_to_recordset(run.steps)
        as s(position int, kind nurture_step_kind, text text, "dueOn" date)),
    noted as (
      insert into lead_event (lead_id, type, actor_id, at, data)
      select e.lead_id, 'plan_attached', run.created_by_id, ${at}::timestamptz,
        jsonb_build_object('planId', run.plan_id, 'plan', run.plan, 'steps', jsonb_array_length(run.steps),
          'until', run.steps -> -1 ->> 'dueOn', 'runId', run.id)
      from enrolled e, run)
    update nurture_run_lead rl
    set outcome = (case when here.gone then 'left' when here.follows then 'kept' else 'attached' end)::nurture_outcome
    from here where rl.run_id = ${runId} and rl.lead_id = here.id`)
}

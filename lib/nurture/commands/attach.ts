import { ORGANISATION_CALENDAR, workingHoursOf } from '@/lib/calendars/queries'
import { appendEvent, lockLead } from '@/lib/leads/commands/step'
import { leadConditions } from '@/lib/leads/queries/conditions'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { join, type Sql, sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { enqueue } from '@/lib/platform/jobs/queue'
import { announce } from '@/lib/platform/realtime/announce'
import { type Result, refuse } from '@/lib/platform/result'
import { runPlanJob } from '../jobs'
import { type DatedStep, datedSteps } from '../plan-days'
import { canNurture } from '../policy'
import { findRun, type RunView } from '../queries/runs'
import type { AttachInput, AttachManyInput, PlanStep } from '../schema'
import { BATCH, workOnBatch } from './run'

type Attached = { enrolmentId: number; lead: string; plan: string }

/** Puts a plan on a lead in nurture. WRONG_STATE elsewhere; HAS_PLAN when it follows one already. */
export function attachPlan(actor: Actor, input: AttachInput): Promise<Result<Attached>> {
  return inTransaction(async (tx) => {
    if (!canNurture(actor)) return refuse('FORBIDDEN')
    const lead = await lockLead(tx, input.leadId)
    if (lead.status !== 'nurture') return refuse('WRONG_STATE', { status: lead.status, step: 'attachPlan' })
    const plan = await planToAttach(tx, actor, input.planId)
    const followed = await tx.one<{ name: string }>(sql`
      select p.name from nurture_enrolment e join nurture_plan p on p.id = e.plan_id
      where e.lead_id = ${lead.id} and e.ended_at is null`)
    if (followed) return refuse('HAS_PLAN', { plan: followed.name })
    const made = await tx.one<{ enrolmentId: number }>(sql`
      with enrolled as (
        insert into nurture_enrolment (lead_id, plan_id, attached_by_id, attached_at)
        values (${lead.id}, ${plan.id}, ${actor.personId}, ${actor.at}::timestamptz) returning id, lead_id),
      dated as (${insertSteps(plan.steps)})
      select id as "enrolmentId" from enrolled`)
    if (!made) throw new Error('insert returned no row')
    await appendEvent(tx, actor, lead.id, {
      type: 'plan_attached',
      data: { planId: plan.id, plan: plan.name, steps: plan.steps.length, until: plan.steps.at(-1)?.dueOn },
    })
    return { ...made, lead: lead.displayName, plan: plan.name }
  })
}

/**
 * Puts a plan on many leads: chosen ones, or all that a filter of the nurture list finds. The leads are written down
 * first, so that it is known what became of each: a lead that follows a plan keeps it, one that has left nurture is left
 * alone. Up to some hundred are done when this answers; more go on in the background (`doneAt` is empty then).
 */
export function attachPlanToMany(actor: Actor, input: AttachManyInput): Promise<Result<RunView>> {
  return inTransaction(async (tx) => {
    if (!canNurture(actor)) return refuse('FORBIDDEN')
    const plan = await planToAttach(tx, actor, input.planId)
    const run = await tx.one<{ id: number }>(sql`
      insert into nurture_run (plan_id, created_by_id, created_at, steps, total)
      values (${plan.id}, ${actor.personId}, ${actor.at}::timestamptz, ${JSON.stringify(plan.steps)}::jsonb, 0)
      returning id`)
    if (!run) throw new Error('insert returned no row')
    const total = await writeLeads(tx, actor, run.id, input)
    await tx.run(sql`update nurture_run set total = ${total} where id = ${run.id}`)
    if (total > BATCH) await enqueue(tx, runPlanJob, { runId: run.id }, { singletonKey: String(run.id) })
    else await workOnBatch(tx, run.id, actor.at)
    const made = await findRun(tx, run.id)
    if (!made) throw new Error('the run vanished inside its own transaction')
    return made
  })
}

async function writeLeads(
  tx: Tx,
  actor: Actor,
  runId: number,
  { leadIds, filter }: AttachManyInput,
): Promise<number> {
  if (leadIds) {
    const chosen = [...new Set(leadIds)]
    const known = await tx.run(sql`
      insert into nurture_run_lead (run_id, lead_id)
      select ${runId}, id from lead where id = any (${chosen}::int[])`)
    if (known < chosen.length) {
      return refuse('INVALID', {}, [
        { path: 'leadIds', code: 'id', message: 'names a lead that is not there' },
      ])
    }
    return known
  }
  const conditions = await leadConditions(actor, { ...filter, status: ['nurture'] })
  if (!conditions) return 0
  return tx.run(sql`
    insert into nurture_run_lead (run_id, lead_id)
    select ${runId}, lead.id from lead where ${join(conditions, ' and ')}`)
}

type Plan = { id: number; name: string; steps: DatedStep[] }

/** NOT_FOUND also for an archived plan: it is offered no more. */
async function planToAttach(tx: Tx, actor: Actor, planId: number): Promise<Plan> {
  const plan = await tx.one<{ id: number; name: string; steps: PlanStep[] }>(sql`
    select p.id, p.name, (select jsonb_agg(jsonb_build_object('afterDays', s.after_days, 'kind', s.kind,
      'text', s.text) order by s.position) from nurture_plan_step s where s.plan_id = p.id) as steps
    from nurture_plan p where p.id = ${planId} and p.archived_at is null for share of p`)
  if (!plan) {
    return refuse('NOT_FOUND', {}, [{ path: 'planId', code: 'id', message: 'there is no such plan in use' }])
  }
  const hours = await workingHoursOf(tx, ORGANISATION_CALENDAR)
  return { ...plan, steps: datedSteps(plan.steps, dayOf(actor.at, hours.timeZone), hours) }
}

/** The dated steps of everybody in `enrolled`. */
function insertSteps(steps: readonly DatedStep[]): Sql {
  return sql`
    insert into nurture_step (enrolment_id, lead_id, position, kind, text, due_on)
    select e.id, e.lead_id, s.position, s.kind, s.text, s."dueOn"
    from enrolled e, jsonb_to_recordset(${JSON.stringify(steps)}::jsonb)
      as s(position int, kind nurture_step_kind, text text, "dueOn" date)`
}

/** Takes the plan off; what was still to do of it is dropped. NOT_FOUND when the lead follows none. */
export function stopPlan(actor: Actor, input: { leadId: number }): Promise<Result<Attached>> {
  return inTransaction(async (tx) => {
    if (!canNurture(actor)) return refuse('FORBIDDEN')
    const lead = await lockLead(tx, input.leadId)
    const ended = await tx.one<{ enrolmentId: number; plan: string }>(sql`
      with ended as (
        update nurture_enrolment set ended_at = ${actor.at}::timestamptz, "end" = 'stopped'
        where lead_id = ${input.leadId} and ended_at is null returning id, plan_id),
      dropped as (
        update nurture_step s set skipped_at = ${actor.at}::timestamptz from ended
        where s.enrolment_id = ended.id and s.done_at is null and s.skipped_at is null)
      select ended.id as "enrolmentId", p.name as plan from ended join nurture_plan p on p.id = ended.plan_id`)
    if (!ended) return refuse('NOT_FOUND')
    await appendEvent(tx, actor, input.leadId, { type: 'plan_stopped', data: { plan: ended.plan } })
    await announce(tx, { topic: 'nurture', id: input.leadId })
    return { ...ended, lead: lead.displayName }
  })
}

import { appendEvent, lockLead } from '@/lib/leads/commands/step'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { type Sql, sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { announce } from '@/lib/platform/realtime/announce'
import { type Result, refuse } from '@/lib/platform/result'
import { canNurture } from '../policy'
import { groupCondition } from '../queries/due'
import type { StepDone, StepGroup } from '../schema'

type Done = { stepId: number; leadId: number; lead: string }

/**
 * The touch was made: an activity on the lead, its last contact, and the step, in one go. Doing it twice changes
 * nothing; a step that was passed over or dropped is CHANGED_SINCE.
 */
export function finishStep(actor: Actor, input: StepDone): Promise<Result<Done>> {
  return inTransaction(async (tx) => {
    const step = await openStep(tx, actor, input.stepId)
    if (!step.doneAt) await writeDone(tx, actor, [step.stepId], input.note ?? null)
    return step
  })
}

/** How many touches one press records; who has more presses again. */
export const DONE_AT_ONCE = 1000

/** All that is due of one step of a plan, at once: a letter that went out to five hundred. Answers how many it was. */
export function finishGroup(
  actor: Actor,
  input: StepGroup,
): Promise<Result<{ count: number; more: boolean }>> {
  return inTransaction(async (tx) => {
    if (!canNurture(actor)) return refuse('FORBIDDEN')
    const zone = await tx.one<{ timeZone: string }>(sql`select time_zone as "timeZone" from organisation`)
    const today = dayOf(actor.at, zone?.timeZone ?? 'UTC')
    // the leads first and in order, as every command takes them; then what is still open of them
    const due = sql`
      from nurture_step s join nurture_enrolment e on e.id = s.enrolment_id join lead l on l.id = s.lead_id
      where ${groupCondition(actor, input, today)}`
    const found = await tx.rows<{ id: number }>(sql`
      select s.lead_id as id ${due} order by s.lead_id limit ${DONE_AT_ONCE + 1}`)
    const leads = found.slice(0, DONE_AT_ONCE).map(({ id }) => id)
    await tx.run(sql`select 1 from lead where id = any (${leads}::int[]) order by id for update`)
    const steps = await tx.rows<{ id: number }>(sql`select s.id ${due} and s.lead_id = any (${leads}::int[])`)
    if (steps.length > 0) {
      await writeDone(
        tx,
        actor,
        steps.map(({ id }) => id),
        null,
      )
    }
    return { count: steps.length, more: found.length > DONE_AT_ONCE }
  })
}

/** The touch is passed over; the lead's last contact stays. */
export function skipStep(actor: Actor, input: { stepId: number }): Promise<Result<Done>> {
  return inTransaction(async (tx) => {
    const step = await openStep(tx, actor, input.stepId)
    if (step.doneAt) return refuse('CHANGED_SINCE')
    await tx.run(sql`
      update nurture_step set skipped_at = ${actor.at}::timestamptz where id = ${step.stepId}`)
    await endFinished(tx, actor, sql`id = ${step.enrolmentId}`)
    await appendEvent(tx, actor, step.leadId, {
      type: 'plan_step_skipped',
      data: { stepId: step.stepId, kind: step.kind, text: step.text },
    })
    await announce(tx, { topic: 'nurture', id: step.leadId })
    return step
  })
}

type OpenStep = Done & {
  enrolmentId: number
  kind: string
  text: string
  doneAt: Date | null
}

/** Locks the lead, then reads its step. NOT_FOUND; CHANGED_SINCE when it was passed over or dropped. */
async function openStep(tx: Tx, actor: Actor, stepId: number): Promise<OpenStep> {
  if (!canNurture(actor)) return refuse('FORBIDDEN')
  const found = await tx.one<{ leadId: number }>(sql`
    select lead_id as "leadId" from nurture_step where id = ${stepId}`)
  if (!found) return refuse('NOT_FOUND')
  const lead = await lockLead(tx, found.leadId)
  const step = await tx.one<Omit<OpenStep, 'lead'> & { skippedAt: Date | null }>(sql`
    select id as "stepId", lead_id as "leadId", enrolment_id as "enrolmentId", kind, text, done_at as "doneAt",
      skipped_at as "skippedAt"
    from nurture_step where id = ${stepId} for update`)
  if (!step) return refuse('NOT_FOUND')
  if (step.skippedAt) return refuse('CHANGED_SINCE')
  return { ...step, lead: lead.displayName }
}

/** Their leads are locked. */
async function writeDone(
  tx: Tx,
  actor: Actor,
  stepIds: readonly number[],
  note: string | null,
): Promise<void> {
  await tx.run(sql`
    with done as (
      update nurture_step s set done_at = ${actor.at}::timestamptz, done_by_id = ${actor.personId}
      from nurture_enrolment e join nurture_plan p on p.id = e.plan_id
      where s.id = any (${[...stepIds]}::int[]) and e.id = s.enrolment_id and s.done_at is null and s.skipped_at is null
      returning s.id, s.lead_id, s.kind, concat_ws(E'\n', s.text, ${note}::text) as text, p.name as plan,
        (case s.kind when 'call' then 'call' else 'email' end)::activity_kind as activity),
    numbered as (
      select done.*, nextval('activity_id_seq')::int as activity_id from done),
    acted as (
      insert into activity (id, lead_id, kind, at, text, author_id, created_at)
      select activity_id, lead_id, activity, ${actor.at}::timestamptz, text, ${actor.personId}, ${actor.at}::timestamptz
      from numbered),
    contacted as (
      update lead l set last_contact_at = greatest(l.last_contact_at, ${actor.at}::timestamptz),
        updated_at = ${actor.at}::timestamptz
      where l.id in (select lead_id from done))
    insert into lead_event (lead_id, type, actor_id, at, data)
    select lead_id, 'activity', ${actor.personId}::int, ${actor.at}::timestamptz,
      jsonb_build_object('activityId', activity_id, 'kind', activity, 'text', text, 'dueOn', null,
        'happenedAt', ${actor.at}::timestamptz, 'plan', plan, 'stepId', id)
    from numbered`)
  await endFinished(
    tx,
    actor,
    sql`id in (select enrolment_id from nurture_step where id = any (${[...stepIds]}::int[]))`,
  )
  await announce(tx, { topic: 'nurture', id: 0 })
}

/** A plan with nothing left to do is finished. */
async function endFinished(tx: Tx, actor: Actor, which: Sql): Promise<void> {
  await tx.run(sql`
    update nurture_enrolment e set ended_at = ${actor.at}::timestamptz, "end" = 'finished'
    where ${which} and ended_at is null and not exists (
      select from nurture_step s where s.enrolment_id = e.id and s.done_at is null and s.skipped_at is null)`)
}

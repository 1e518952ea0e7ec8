import type { Actor } from '@/lib/platform/actor'
import { uniqueViolation } from '@/lib/platform/db/errors'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { fail, type Result, refuse } from '@/lib/platform/result'
import { inOrder } from '../plan-days'
import { canNurture } from '../policy'
import type { PlanChange, PlanInput, PlanStep } from '../schema'

type Saved = { id: number; name: string }

/** A plan of dated touches. ALREADY_EXISTS when one in use has the name. */
export function createPlan(actor: Actor, { name, steps }: PlanInput): Promise<Result<Saved>> {
  return saveNamed(name, async (tx) => {
    if (!canNurture(actor)) return refuse('FORBIDDEN')
    const made = await tx.one<Saved>(sql`
      insert into nurture_plan (name, created_by_id, created_at)
      values (${name}, ${actor.personId}, ${actor.at}::timestamptz) returning id, name`)
    if (!made) throw new Error('insert returned no row')
    await writeSteps(tx, made.id, steps)
    return made
  })
}

/** What the plan says to leads that begin it from now on; those that follow it keep the steps that they have. */
export function updatePlan(actor: Actor, input: PlanChange): Promise<Result<Saved>> {
  return saveNamed(input.name ?? '', async (tx) => {
    if (!canNurture(actor)) return refuse('FORBIDDEN')
    const plan = await tx.one<Saved & { version: number }>(sql`
      select id, name, version from nurture_plan where id = ${input.planId} for update`)
    if (!plan) return refuse('NOT_FOUND')
    if (input.version !== undefined && input.version !== plan.version) {
      return refuse('STALE_VERSION', { version: plan.version })
    }
    const name = input.name ?? plan.name
    await tx.run(sql`update nurture_plan set name = ${name}, version = version + 1 where id = ${plan.id}`)
    if (input.steps) {
      await tx.run(sql`delete from nurture_plan_step where plan_id = ${plan.id}`)
      await writeSteps(tx, plan.id, input.steps)
    }
    return { id: plan.id, name }
  })
}

/** An archived plan is offered no more; leads that follow it go on. */
export function archivePlan(actor: Actor, input: { planId: number }): Promise<Result<Saved>> {
  return setArchived(actor, input.planId, actor.at)
}

/** ALREADY_EXISTS when another plan has taken its name meanwhile. */
export async function restorePlan(actor: Actor, input: { planId: number }): Promise<Result<Saved>> {
  return setArchived(actor, input.planId, null)
}

function setArchived(actor: Actor, planId: number, at: Date | null): Promise<Result<Saved>> {
  return saveNamed('', async (tx) => {
    if (!canNurture(actor)) return refuse('FORBIDDEN')
    const saved = await tx.one<Saved>(sql`
      update nurture_plan set archived_at = case when ${at === null} then null
        else coalesce(archived_at, ${at}::timestamptz) end, version = version + 1
      where id = ${planId} returning id, name`)
    return saved ?? refuse('NOT_FOUND')
  })
}

async function writeSteps(tx: Tx, planId: number, steps: readonly PlanStep[]): Promise<void> {
  await tx.run(sql`
    insert into nurture_plan_step (plan_id, position, after_days, kind, text)
    select ${planId}, s.position - 1, (s.step ->> 'afterDays')::int, (s.step ->> 'kind')::nurture_step_kind,
      s.step ->> 'text'
    from jsonb_array_elements(${JSON.stringify(inOrder(steps))}::jsonb) with ordinality as s(step, position)`)
}

/** Names in use are unique in any case; the database says so also when two save at once. */
async function saveNamed(name: string, work: (tx: Tx) => Promise<Saved>): Promise<Result<Saved>> {
  try {
    return await inTransaction(work)
  } catch (error) {
    if (uniqueViolation(error) !== 'nurture_plan_name') throw error
    return fail('ALREADY_EXISTS', { name }, [
      { path: 'name', code: 'taken', message: 'is taken already', params: { name } },
    ])
  }
}

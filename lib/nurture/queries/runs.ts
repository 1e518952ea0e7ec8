import type { Actor } from '@/lib/platform/actor'
import type { NurtureOutcome } from '@/lib/platform/db/generated/enums'
import { type Database, db, sql } from '@/lib/platform/db/sql'

/** A plan put on many leads: how far it is, and what became of them. The three and `waiting` add up to `total`. */
export type RunView = {
  id: number
  plan: { id: number; name: string }
  createdBy: string
  createdAt: Date
  doneAt: Date | null
  total: number
  attached: number
  kept: number
  left: number
  waiting: number
}

export function findRun(on: Database, id: number): Promise<RunView | undefined> {
  return on.one<RunView>(sql`
    select r.id, json_build_object('id', p.id, 'name', p.name) as plan, c.name as "createdBy",
      r.created_at as "createdAt", r.done_at as "doneAt", r.total, n.attached, n.kept, n.left, n.waiting
    from nurture_run r
    join nurture_plan p on p.id = r.plan_id
    join person c on c.id = r.created_by_id
    cross join lateral (
      select (count(*) filter (where outcome = 'attached'))::int as attached,
        (count(*) filter (where outcome = 'kept'))::int as kept,
        (count(*) filter (where outcome = 'left'))::int as left,
        (count(*) filter (where outcome is null))::int as waiting
      from nurture_run_lead where run_id = r.id) n
    where r.id = ${id}`)
}

export async function runById(_actor: Actor, id: number): Promise<RunView | null> {
  return (await findRun(db, id)) ?? null
}

export type RunLead = { id: number; name: string; plan: string | null }

/** The leads of one outcome, by name; `plan` is what a lead follows now. */
export function leadsOfRun(
  _actor: Actor,
  {
    runId,
    outcome,
    after = 0,
    limit,
  }: { runId: number; outcome: NurtureOutcome; after?: number; limit: number },
): Promise<RunLead[]> {
  return db.rows<RunLead>(sql`
    select l.id, l.display_name as name, p.name as plan
    from nurture_run_lead rl
    join lead l on l.id = rl.lead_id
    left join nurture_enrolment e on e.lead_id = l.id and e.ended_at is null
    left join nurture_plan p on p.id = e.plan_id
    where rl.run_id = ${runId} and rl.outcome = ${outcome}::nurture_outcome and rl.lead_id > ${after}
    order by rl.lead_id limit ${limit}`)
}

/** The latest runs, newest first. */
export function latestRuns(
  _actor: Actor,
  limit: number,
): Promise<Pick<RunView, 'id' | 'plan' | 'total' | 'createdBy' | 'createdAt' | 'doneAt'>[]> {
  return db.rows(sql`
    select r.id, json_build_object('id', p.id, 'name', p.name) as plan, c.name as "createdBy",
      r.created_at as "createdAt", r.done_at as "doneAt", r.total
    from nurture_run r join nurture_plan p on p.id = r.plan_id join person c on c.id = r.created_by_id
    order by r.id desc limit ${limit}`)
}

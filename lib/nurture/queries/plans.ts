import type { Actor } from '@/lib/platform/actor'
import { db, type Sql, sql } from '@/lib/platform/db/sql'
import type { PlanStep } from '../schema'

export type PlanView = {
  id: number
  name: string
  version: number
  archivedAt: Date | null
  steps: PlanStep[]
  /** leads that follow it now */
  following: number
  /** leads that came to its end */
  finished: number
}

const PLAN = sql`
  p.id, p.name, p.version, p.archived_at as "archivedAt",
  (select coalesce(jsonb_agg(jsonb_build_object('afterDays', s.after_days, 'kind', s.kind, 'text', s.text)
    order by s.position), '[]') from nurture_plan_step s where s.plan_id = p.id) as steps,
  n.following, n.finished`

const FOLLOWERS = sql`
  cross join lateral (
    select (count(*) filter (where e.ended_at is null))::int as following,
      (count(*) filter (where e."end" = 'finished'))::int as finished
    from nurture_enrolment e where e.plan_id = p.id) n`

function plans(rest: Sql): Promise<PlanView[]> {
  return db.rows<PlanView>(sql`select ${PLAN} from nurture_plan p ${FOLLOWERS} ${rest}`)
}

/** The plans in use by name, then (when asked for) the archived ones. */
export function listPlans(_actor: Actor, options: { archived?: boolean } = {}): Promise<PlanView[]> {
  return plans(sql`
    where ${options.archived ?? false} or p.archived_at is null
    order by p.archived_at is not null, lower(p.name), p.id limit 200`)
}

export async function planById(_actor: Actor, id: number): Promise<PlanView | null> {
  const [plan] = await plans(sql`where p.id = ${id}`)
  return plan ?? null
}

export type PlanChoice = { id: number; name: string; steps: number; lastDay: number }

/** What a form offers to put on leads: no counting. */
export function planChoices(_actor: Actor): Promise<PlanChoice[]> {
  return db.rows<PlanChoice>(sql`
    select p.id, p.name, count(*)::int as steps, max(s.after_days) as "lastDay"
    from nurture_plan p join nurture_plan_step s on s.plan_id = p.id
    where p.archived_at is null group by p.id order by lower(p.name), p.id limit 200`)
}

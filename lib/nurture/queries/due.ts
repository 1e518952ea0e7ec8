import { organisationClock } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import type { NurtureStepKind } from '@/lib/platform/db/generated/enums'
import { db, empty, type Sql, sql } from '@/lib/platform/db/sql'
import type { StepGroup } from '../schema'

/** Whose touches: those of leads that I own (or, where nobody owns one, that I put the plan on), or everybody's. */
export type Scope = 'mine' | 'all'

const openUntil = (today: string) =>
  sql`s.done_at is null and s.skipped_at is null and s.due_on <= ${today}::date`

function inScope(actor: Actor, scope: Scope): Sql {
  return scope === 'mine' ? sql`and coalesce(l.owner_id, e.attached_by_id) = ${actor.personId}::int` : empty
}

/** What is due of one step of a plan; on nurture_step s, nurture_enrolment e, lead l. */
export function groupCondition(actor: Actor, group: StepGroup, today: string): Sql {
  return sql`${openUntil(today)} and e.plan_id = ${group.planId} and s.position = ${group.position}
    and s.text = ${group.text} ${inScope(actor, group.scope)}`
}

const DUE = sql`
  from nurture_step s join nurture_enrolment e on e.id = s.enrolment_id join lead l on l.id = s.lead_id`

const STEP = sql`
  s.id, s.due_on as "dueOn", s.kind, s.text, e.plan_id as "planId", s.position,
  (select name from nurture_plan where id = e.plan_id) as plan,
  json_build_object('id', l.id, 'name', l.display_name, 'contactName', l.contact_name, 'email', l.email,
    'phone', l.phone, 'owner', (select name from person where id = l.owner_id)) as lead`

export async function organisationToday(actor: Actor): Promise<string> {
  return dayOf(actor.at, (await organisationClock(db)).timeZone)
}

export type DueGroup = {
  planId: number
  plan: string
  position: number
  kind: NurtureStepKind
  text: string
  count: number
  oldest: string
  /** the first few of them */
  first: number[]
}

const GROUPS = 100
/** So few touches of one kind are shown one by one; more as one line of work. */
export const FEW = 3

/** What is due today and before, the same touch of the same plan together, the longest due first. */
export async function dueGroups(actor: Actor, scope: Scope): Promise<DueGroup[]> {
  const today = await organisationToday(actor)
  return db.rows<DueGroup>(sql`
    select e.plan_id as "planId", (select name from nurture_plan where id = e.plan_id) as plan, s.position, s.kind,
      s.text, count(*)::int as count, min(s.due_on) as oldest,
      (array_agg(s.id order by s.due_on, s.id))[1:${FEW}] as first
    ${DUE} where ${openUntil(today)} ${inScope(actor, scope)}
    group by e.plan_id, s.position, s.kind, s.text
    order by min(s.due_on), count(*) desc, e.plan_id, s.position limit ${GROUPS}`)
}

export type DueStep = {
  id: number
  dueOn: string
  kind: NurtureStepKind
  text: string
  plan: string
  planId: number
  position: number
  lead: {
    id: number
    name: string
    contactName: string | null
    email: string | null
    phone: string | null
    owner: string | null
  }
}

export type DueWish = {
  scope: Scope
  /** only this step of this plan */
  group?: Omit<StepGroup, 'scope'>
  /** after this place: the day and id of a step */
  after?: readonly [string, number]
  limit: number
}

/** Some touches by their ids, the longest due first. */
export function stepsById(_actor: Actor, ids: readonly number[]): Promise<DueStep[]> {
  return db.rows<DueStep>(
    sql`select ${STEP} ${DUE} where s.id = any (${[...ids]}::int[]) order by s.due_on, s.id`,
  )
}

/** The touches that are due, the longest due first; one more than `limit` when there are more. */
export async function dueSteps(actor: Actor, { scope, group, after, limit }: DueWish): Promise<DueStep[]> {
  const today = await organisationToday(actor)
  return db.rows<DueStep>(sql`
    select ${STEP} ${DUE} where ${
      group
        ? groupCondition(actor, { ...group, scope }, today)
        : sql`${openUntil(today)} ${inScope(actor, scope)}`
    }
      ${after ? sql`and (s.due_on, s.id) > (${after[0]}::date, ${after[1]}::int)` : empty}
    order by s.due_on, s.id limit ${limit + 1}`)
}

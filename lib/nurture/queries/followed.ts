import type { Actor } from '@/lib/platform/actor'
import type { NurtureEnd, NurtureStepKind, TouchKind } from '@/lib/platform/db/generated/enums'
import { db, sql } from '@/lib/platform/db/sql'

export type StepView = {
  id: number
  position: number
  kind: NurtureStepKind
  text: string
  dueOn: string
  doneAt: string | null
  doneBy: string | null
  skippedAt: string | null
}

export type EnrolmentView = {
  id: number
  plan: { id: number; name: string }
  attachedBy: string
  attachedAt: Date
  endedAt: Date | null
  end: NurtureEnd | null
  steps: StepView[]
}

/** The plan that a lead follows, or else the last one that it followed. */
export async function planOfLead(_actor: Actor, leadId: number): Promise<EnrolmentView | null> {
  const found = await db.one<EnrolmentView>(sql`
    select e.id, json_build_object('id', p.id, 'name', p.name) as plan, a.name as "attachedBy",
      e.attached_at as "attachedAt", e.ended_at as "endedAt", e."end",
      (select jsonb_agg(jsonb_build_object('id', s.id, 'position', s.position, 'kind', s.kind, 'text', s.text,
          'dueOn', s.due_on, 'doneAt', s.done_at, 'doneBy', d.name, 'skippedAt', s.skipped_at) order by s.position)
        from nurture_step s left join person d on d.id = s.done_by_id where s.enrolment_id = e.id) as steps
    from nurture_enrolment e
    join nurture_plan p on p.id = e.plan_id
    join person a on a.id = e.attached_by_id
    where e.lead_id = ${leadId}
    order by e.ended_at is null desc, e.id desc limit 1`)
  return found ?? null
}

export type Followed = {
  leadId: number
  plan: string
  nextOn: string | null
  nextKind: NurtureStepKind | null
}

/** What each of a page's leads follows and when its next touch is due. */
export async function plansOf(_actor: Actor, leadIds: readonly number[]): Promise<Map<number, Followed>> {
  if (leadIds.length === 0) return new Map()
  const rows = await db.rows<Followed>(sql`
    select e.lead_id as "leadId", p.name as plan, s.due_on as "nextOn", s.kind as "nextKind"
    from nurture_enrolment e
    join nurture_plan p on p.id = e.plan_id
    left join lateral (
      select due_on, kind from nurture_step
      where enrolment_id = e.id and done_at is null and skipped_at is null order by position limit 1) s on true
    where e.lead_id = any (${[...leadIds]}::int[]) and e.ended_at is null`)
  return new Map(rows.map((row) => [row.leadId, row]))
}

export type WakingTouch = { id: number; kind: TouchKind; note: string | null; at: Date }

/** What woke this lead before its day. */
export async function touchThatWoke(_actor: Actor, leadId: number): Promise<WakingTouch | null> {
  const found = await db.one<WakingTouch>(sql`
    select t.id, t.kind, t.note, t.at from lead l join touch t on t.id = l.woken_by_touch_id where l.id = ${leadId}`)
  return found ?? null
}

/** What woke leads before their day, by the touch's id. */
export async function wakingTouches(
  _actor: Actor,
  touchIds: readonly (number | null)[],
): Promise<Map<number, WakingTouch>> {
  const ids = touchIds.filter((id): id is number => id !== null)
  if (ids.length === 0) return new Map()
  const rows = await db.rows<WakingTouch>(sql`
    select id, kind, note, at from touch where id = any (${ids}::int[])`)
  return new Map(rows.map((row) => [row.id, row]))
}

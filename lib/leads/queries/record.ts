import type { Actor } from '@/lib/platform/actor'
import type { ActivityKind, LeadStatus, TouchKind } from '@/lib/platform/db/generated/enums'
import { db, empty, sql } from '@/lib/platform/db/sql'
import { SPEAKING, type TouchSign } from '../evidence'
import { findLead, type LeadView } from './lead-view'

/** Everybody who may sign in sees every lead (the contract: both sides see what the other does). */
export async function leadById(_actor: Actor, id: number): Promise<LeadView | null> {
  return (await findLead(db, id)) ?? null
}

export type LeadEventView = {
  id: number
  type: string
  from: LeadStatus | null
  to: LeadStatus | null
  actor: { id: number; name: string } | null
  at: Date
  reason: string | null
  data: Record<string, unknown>
  /** name of the lead that it happened to, where that one was merged into this since */
  of: string | null
}

/**
 * The history of a lead, oldest first (or newest first for the screen). `after` is the id of the last event already
 * seen in that order; `more` says that there is more. Leads that were merged into this one bring theirs.
 */
export async function leadHistory(
  _actor: Actor,
  leadId: number,
  {
    order = 'oldest',
    limit = 200,
    after,
  }: { order?: 'oldest' | 'newest'; limit?: number; after?: number } = {},
): Promise<{ events: LeadEventView[]; more: boolean }> {
  const newest = order === 'newest'
  const beyond =
    after === undefined ? empty : newest ? sql`and e.id < ${after}::bigint` : sql`and e.id > ${after}::bigint`
  const events = await db.rows<LeadEventView>(sql`
    select e.id::float8 as id, e.type, e.from_status as "from", e.to_status as "to",
      case when p.id is not null then json_build_object('id', p.id, 'name', p.name) end as actor,
      e.at, e.reason, e.data, m.display_name as "of"
    from lead_event e left join person p on p.id = e.actor_id
      left join lead_merge m on m.merged_id = e.lead_id and m.live_id = ${leadId}
    where e.lead_id = any (array(select merged_id from lead_merge where live_id = ${leadId}) || ${leadId}::int)
      and (m.id is null or e.type <> 'merged_into') ${beyond}
    ${newest ? sql`order by e.id desc` : sql`order by e.id`} limit ${limit + 1}`)
  const more = events.length > limit
  if (more) events.length = limit
  return { events, more }
}

export type ContactView =
  | {
      type: 'touch'
      id: number
      kind: TouchKind
      at: Date
      text: string | null
      channel: string | null
      campaign: string | null
    }
  | {
      type: 'activity'
      id: number
      kind: ActivityKind
      at: Date
      text: string
      dueOn: string | null
      doneAt: Date | null
      author: string
    }

/** What the lead did and what we did, newest first; tasks still to do come before everything. */
export async function leadContacts(_actor: Actor, leadId: number, limit = 100): Promise<ContactView[]> {
  const [touches, activities] = await Promise.all([
    db.rows<Extract<ContactView, { type: 'touch' }>>(sql`
      select 'touch' as type, t.id, t.kind, t.at, t.note as text, ch.name as channel, ca.name as campaign
      from touch t left join channel ch on ch.id = t.channel_id left join campaign ca on ca.id = t.campaign_id
      where t.lead_id = ${leadId} order by t.at desc, t.id desc limit ${limit}`),
    db.rows<Extract<ContactView, { type: 'activity' }>>(sql`
      select 'activity' as type, a.id, a.kind, a.at, a.text, a.due_on as "dueOn", a.done_at as "doneAt",
        p.name as author
      from activity a join person p on p.id = a.author_id
      where a.lead_id = ${leadId}
      order by a.kind = 'task' and a.done_at is null desc, a.at desc, a.id desc limit ${limit}`),
  ])
  const open = activities.filter(isOpenTask).sort(byDueDay)
  const rest = [...touches, ...activities.filter((activity) => !isOpenTask(activity))].sort(
    (a, b) => b.at.getTime() - a.at.getTime() || b.id - a.id,
  )
  return [...open, ...rest].slice(0, limit)
}

/** What the lead did that speaks for it, the strongest first. */
export async function speakingTouches(_actor: Actor, leadId: number): Promise<TouchSign[]> {
  const kinds = [...SPEAKING]
  return db.rows<TouchSign>(sql`
    select kind, count(*)::int as count, max(at) as "lastAt" from touch
    where lead_id = ${leadId} and kind = any (${kinds}::touch_kind[])
    group by kind order by array_position(${kinds}::touch_kind[], kind)`)
}

export function isOpenTask(contact: ContactView): boolean {
  return contact.type === 'activity' && contact.kind === 'task' && contact.doneAt === null
}

type Due = { dueOn: string | null; id: number }

function byDueDay(a: Due, b: Due): number {
  return (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999') || a.id - b.id
}

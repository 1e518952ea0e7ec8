import { isSalesReady, type Readiness } from '@/lib/agreements/definition'
import { definitionOfVersion } from '@/lib/agreements/queries'
import { ORGANISATION_CALENDAR, workingHoursOf } from '@/lib/calendars/queries'
import type { TouchSign } from '@/lib/leads/evidence'
import type { LeadView, NamedPerson } from '@/lib/leads/queries/lead-view'
import { findLead } from '@/lib/leads/queries/lead-view'
import { speakingTouches } from '@/lib/leads/queries/record'
import { factsOf } from '@/lib/leads/readiness'
import type { Actor } from '@/lib/platform/actor'
import type { ActivityKind, Grade, HandoffState, TouchKind } from '@/lib/platform/db/generated/enums'
import { type Database, db, sql } from '@/lib/platform/db/sql'
import { lookDue } from '../contest'
import { findHandoff, type HandoffView, overdueAt, selectHandoffs } from './handoff-view'
import { type HandoffPage, type HandoffPageRequest, handoffIds, pageOf, placeOrder } from './list'

/** A handoff as one row of the queue: enough to choose what to take next. */
export type QueueRow = {
  id: number
  leadId: number
  leadName: string
  contactName: string | null
  round: number
  state: HandoffState
  overdue: boolean
  grade: Grade | null
  note: string | null
  offeredBy: string
  offeredAt: Date
  assignee: NamedPerson | null
  dueAt: Date
  firstOpenedAt: Date | null
  question: string | null
  askedAt: Date | null
  answerDueAt: Date | null
  answeredAt: Date | null
  decidedBy: string | null
  decidedAt: Date | null
  reason: { nameEn: string; nameRu: string } | null
  /** of a rejection that came back to marketing: when somebody should have looked at it */
  lookDueAt?: Date
}

export async function listQueue(actor: Actor, request: HandoffPageRequest): Promise<HandoffPage<QueueRow>> {
  const rows = await db.rows<QueueRow>(sql`
    with place as (${handoffIds(actor, request)})
    select h.id, h.lead_id as "leadId", l.display_name as "leadName",
      case when l.contact_name <> l.display_name then l.contact_name end as "contactName", h.round, h.state,
      ${overdueAt(actor.at)} as overdue, h.grade, h.note, ob.name as "offeredBy", h.offered_at as "offeredAt",
      case when asg.id is not null then json_build_object('id', asg.id, 'name', asg.name, 'email', asg.email) end
        as assignee,
      h.due_at as "dueAt", h.first_opened_at as "firstOpenedAt", h.question, h.asked_at as "askedAt",
      h.answer_due_at as "answerDueAt", h.answered_at as "answeredAt", dec.name as "decidedBy",
      h.decided_at as "decidedAt",
      case when r.id is not null then json_build_object('nameEn', r.name_en, 'nameRu', r.name_ru) end as reason
    from place join handoff h on h.id = place.id
    join lead l on l.id = h.lead_id
    join person ob on ob.id = h.offered_by_id
    left join person asg on asg.id = h.assignee_id
    left join person dec on dec.id = h.decided_by_id
    left join rejection_reason r on r.id = h.reason_id
    ${placeOrder(request)}`)
  if (request.unseen && rows.length > 0) {
    const hours = await workingHoursOf(db, ORGANISATION_CALENDAR)
    for (const row of rows) if (row.decidedAt) row.lookDueAt = lookDue(row.decidedAt, hours)
  }
  return pageOf(rows, request)
}

/** Something that happened around the lead: what it did (a touch) or what we did (an activity). */
export type Contact = {
  id: string
  side: 'touch' | 'activity'
  kind: TouchKind | ActivityKind
  at: Date
  text: string | null
  by: string | null
}

/** What the lead did that speaks for it: of each kind how often, and when last. */
export type QueueRecord = {
  handoff: HandoffView
  lead: LeadView
  earlier: HandoffView[]
  contacts: Contact[]
  /** what the definition that it was offered under asks for, and what of it the lead has */
  readiness: Readiness & { version: number }
  speaking: TouchSign[]
  /** calls and e-mails since the offer, and how many the definition wants before "not reachable" */
  attempts: { made: number; needed: number }
}

const CONTACTS_SHOWN = 6

/** Everything that a verdict is based on. */
export async function queueRecord(actor: Actor, handoffId: number): Promise<QueueRecord | undefined> {
  const handoff = await findHandoff(db, handoffId, actor.at)
  if (!handoff) return undefined
  const [lead, earlier, contacts, speaking, made, definition] = await Promise.all([
    findLead(db, handoff.leadId),
    handoff.round > 1
      ? db.rows<HandoffView>(
          selectHandoffs(
            actor.at,
            sql`where h.lead_id = ${handoff.leadId} and h.round < ${handoff.round} order by h.round desc`,
          ),
        )
      : [],
    lastContacts(handoff.leadId),
    speakingTouches(actor, handoff.leadId),
    attemptsSince(db, handoff.leadId, handoff.offeredAt),
    definitionOfVersion(db, handoff.definitionVersion),
  ])
  if (!lead) return undefined
  const readiness = { ...isSalesReady(definition, factsOf(lead)), version: definition.version }
  const attempts = { made, needed: definition.terms.sales.attempts }
  return { handoff, lead, earlier, contacts, readiness, speaking, attempts }
}

/** Calls and e-mails by anybody in sales, from the offer on: what was tried in an earlier round does not count. */
export async function attemptsSince(on: Database, leadId: number, offeredAt: Date): Promise<number> {
  const row = await on.one<{ made: number }>(sql`
    select count(*)::int as made from activity a join person p on p.id = a.author_id
    where a.lead_id = ${leadId} and a.at >= ${offeredAt}::timestamptz
      and a.kind in ('call', 'email') and 'sales' = any (p.roles)`)
  return row?.made ?? 0
}

async function lastContacts(leadId: number): Promise<Contact[]> {
  return db.rows<Contact>(sql`
    select * from (
      (select 't' || t.id as id, 'touch' as side, t.kind::text as kind, t.at, t.note as text, null as by
        from touch t where t.lead_id = ${leadId} order by t.at desc limit ${CONTACTS_SHOWN})
      union all
      (select 'a' || a.id, 'activity', a.kind::text, a.at, a.text, p.name
        from activity a join person p on p.id = a.author_id
        where a.lead_id = ${leadId} order by a.at desc limit ${CONTACTS_SHOWN})
    ) both_sides order by at desc, id desc limit ${CONTACTS_SHOWN}`)
}

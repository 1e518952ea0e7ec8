import type { NamedPerson } from '@/lib/leads/queries/lead-view'
import type { ContestOpinion, Grade, HandoffState, RoutedBy } from '@/lib/platform/db/generated/enums'
import { type Database, type Sql, sql } from '@/lib/platform/db/sql'

/** A handoff as screens and the API show it. */
export type HandoffView = {
  id: number
  leadId: number
  leadName: string
  leadVersion: number
  round: number
  state: HandoffState
  /** pending, not waiting for an answer, and past its due time */
  overdue: boolean
  grade: Grade | null
  definitionVersion: number
  overrideReason: string | null
  note: string | null
  offeredBy: NamedPerson
  offeredAt: Date
  assignee: NamedPerson | null
  routedBy: RoutedBy
  /** the rule that decided, whatever became of the handoff since */
  rule: { id: number; name: string } | null
  dueAt: Date
  firstOpenedAt: Date | null
  question: string | null
  askedBy: NamedPerson | null
  askedAt: Date | null
  answerDueAt: Date | null
  answer: string | null
  answeredBy: NamedPerson | null
  answeredAt: Date | null
  decidedBy: NamedPerson | null
  decidedAt: Date | null
  responseMinutes: number | null
  reason: { code: string; nameEn: string; nameRu: string } | null
  comment: string | null
  seenAt: Date | null
  /** of a rejection that marketing contested; without an outcome while it is open */
  contest: { id: number; outcome: ContestOpinion | null } | null
}

function person(alias: 'ob' | 'asg' | 'ask' | 'ans' | 'dec'): Sql {
  const columns = {
    ob: sql`json_build_object('id', ob.id, 'name', ob.name, 'email', ob.email)`,
    asg: sql`case when asg.id is not null then json_build_object('id', asg.id, 'name', asg.name, 'email', asg.email) end`,
    ask: sql`case when ask.id is not null then json_build_object('id', ask.id, 'name', ask.name, 'email', ask.email) end`,
    ans: sql`case when ans.id is not null then json_build_object('id', ans.id, 'name', ans.name, 'email', ans.email) end`,
    dec: sql`case when dec.id is not null then json_build_object('id', dec.id, 'name', dec.name, 'email', dec.email) end`,
  }
  return columns[alias]
}

/** Pending, its clock not standing still, and past its due time at the moment given. */
export function overdueAt(at: Date): Sql {
  return sql`(h.state = 'pending' and h.due_at < ${at}::timestamptz and (h.asked_at is null or h.answered_at is not null))`
}

/** Handoffs `h` of leads `l`, as HandoffView; `rest` starts with `where`. */
export function selectHandoffs(at: Date, rest: Sql): Sql {
  return sql`
    select h.id, h.lead_id as "leadId", l.display_name as "leadName", l.version as "leadVersion", h.round, h.state,
      ${overdueAt(at)} as overdue, h.grade, h.definition_version as "definitionVersion",
      h.override_reason as "overrideReason", h.note, ${person('ob')} as "offeredBy", h.offered_at as "offeredAt",
      ${person('asg')} as assignee, h.routed_by as "routedBy",
      (select json_build_object('id', rule.id, 'name', rule.name) from routing_rule rule
        where rule.id = h.rule_id) as rule, h.due_at as "dueAt", h.first_opened_at as "firstOpenedAt", h.question,
      ${person('ask')} as "askedBy", h.asked_at as "askedAt", h.answer_due_at as "answerDueAt", h.answer,
      ${person('ans')} as "answeredBy", h.answered_at as "answeredAt", ${person('dec')} as "decidedBy",
      h.decided_at as "decidedAt", h.response_minutes as "responseMinutes",
      case when r.id is not null
        then json_build_object('code', r.code, 'nameEn', r.name_en, 'nameRu', r.name_ru) end as reason,
      h.comment, h.seen_at as "seenAt",
      (select json_build_object('id', c.id, 'outcome', c.outcome) from contest c where c.handoff_id = h.id) as contest
    from handoff h
    join lead l on l.id = h.lead_id
    join person ob on ob.id = h.offered_by_id
    left join person asg on asg.id = h.assignee_id
    left join person ask on ask.id = h.asked_by_id
    left join person ans on ans.id = h.answered_by_id
    left join person dec on dec.id = h.decided_by_id
    left join rejection_reason r on r.id = h.reason_id
    ${rest}`
}

export function findHandoff(on: Database, id: number, at: Date): Promise<HandoffView | undefined> {
  return on.one<HandoffView>(selectHandoffs(at, sql`where h.id = ${id}`))
}

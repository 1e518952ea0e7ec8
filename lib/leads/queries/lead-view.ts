import type { Answer, Grade, LeadResponse, LeadStatus, Origin } from '@/lib/platform/db/generated/enums'
import { type Database, type Sql, sql } from '@/lib/platform/db/sql'

export type NamedPerson = { id: number; name: string; email: string | null }

/** A lead as screens and the API show it: names instead of foreign keys. */
export type LeadView = {
  id: number
  version: number
  status: LeadStatus
  origin: Origin
  grade: Grade | null
  computedGrade: Grade | null
  displayName: string
  company: string | null
  contactName: string | null
  jobTitle: string | null
  email: string | null
  phone: string | null
  website: string | null
  country: string | null
  region: string | null
  segment: string | null
  /** in the organisation's currency, two decimals */
  expectedAmount: string | null
  note: string | null
  externalId: string | null
  channelId: number | null
  channel: string | null
  campaign: string | null
  utm: {
    source: string | null
    medium: string | null
    campaign: string | null
    term: string | null
    content: string | null
  }
  owner: NamedPerson | null
  assignee: NamedPerson | null
  answers: {
    needFormed: Answer
    valueUnderstood: Answer
    hasBudget: Answer
    readySoon: Answer
    response: LeadResponse
  } | null
  overrideReason: string | null
  /** under which version of the sales-ready definition it was qualified */
  definitionVersion: number | null
  nurtureWakeOn: string | null
  nurtureNextStep: string | null
  /** the touch that woke it before its day */
  wokenByTouchId: number | null
  /** how often sales gave it back */
  timesReturned: number
  createdAt: Date
  updatedAt: Date
  statusSince: Date
  lastContactAt: Date
  qualifiedAt: Date | null
  handedOffAt: Date | null
  acceptedAt: Date | null
  dealAt: Date | null
  wonAt: Date | null
  lostAt: Date | null
}

/** Columns of a LeadView; the query joins as LEAD_JOINS does. */
export const LEAD_COLUMNS = sql`
  l.id, l.version, l.status, l.origin, l.grade, l.computed_grade as "computedGrade",
  l.display_name as "displayName", l.company, l.contact_name as "contactName", l.job_title as "jobTitle",
  l.email, l.phone, l.website, l.country, l.region, l.segment, l.expected_amount as "expectedAmount", l.note, l.external_id as "externalId",
  l.channel_id as "channelId", ch.name as channel, ca.name as campaign,
  json_build_object('source', l.utm_source, 'medium', l.utm_medium, 'campaign', l.utm_campaign,
    'term', l.utm_term, 'content', l.utm_content) as utm,
  case when o.id is not null then json_build_object('id', o.id, 'name', o.name, 'email', o.email) end as owner,
  case when a.id is not null then json_build_object('id', a.id, 'name', a.name, 'email', a.email) end as assignee,
  case when l.response is not null then json_build_object('needFormed', l.need_formed,
    'valueUnderstood', l.value_understood, 'hasBudget', l.has_budget, 'readySoon', l.ready_soon,
    'response', l.response) end as answers,
  l.override_reason as "overrideReason", l.definition_version as "definitionVersion", l.nurture_wake_on as "nurtureWakeOn",
  l.nurture_next_step as "nurtureNextStep", l.woken_by_touch_id as "wokenByTouchId",
  l.times_returned as "timesReturned", l.created_at as "createdAt", l.updated_at as "updatedAt",
  l.status_since as "statusSince", l.last_contact_at as "lastContactAt", l.qualified_at as "qualifiedAt",
  l.handed_off_at as "handedOffAt", l.accepted_at as "acceptedAt", l.deal_at as "dealAt", l.won_at as "wonAt",
  l.lost_at as "lostAt"`

export const LEAD_JOINS = sql`
  left join channel ch on ch.id = l.channel_id
  left join campaign ca on ca.id = l.campaign_id
  left join person o on o.id = l.owner_id
  left join person a on a.id = l.assignee_id`

export function selectLeads(rest: Sql): Sql {
  return sql`select ${LEAD_COLUMNS} from lead l ${LEAD_JOINS} ${rest}`
}

export function findLead(on: Database, id: number): Promise<LeadView | undefined> {
  return on.one<LeadView>(selectLeads(sql`where l.id = ${id}`))
}

import type { Answer, LeadResponse } from '@/lib/platform/db/generated/enums'
import { sql } from '@/lib/platform/db/sql'
import type { LeadView } from './lead-view'

/**
 * A LeadView as plain columns, for lists: the database makes no JSON for 200 rows, which costs it three times as much as
 * finding them.
 */
export const LEAD_ROW_COLUMNS = sql`
  l.id, l.version, l.status, l.origin, l.grade, l.computed_grade as "computedGrade",
  l.display_name as "displayName", l.company, l.contact_name as "contactName", l.job_title as "jobTitle",
  l.email, l.phone, l.website, l.country, l.region, l.segment, l.expected_amount as "expectedAmount", l.note, l.external_id as "externalId",
  l.channel_id as "channelId", ch.name as channel, ca.name as campaign, l.utm_source as "utmSource", l.utm_medium as "utmMedium",
  l.utm_campaign as "utmCampaign", l.utm_term as "utmTerm", l.utm_content as "utmContent",
  l.owner_id as "ownerId", o.name as "ownerName", o.email as "ownerEmail",
  l.assignee_id as "assigneeId", a.name as "assigneeName", a.email as "assigneeEmail",
  l.need_formed as "needFormed", l.value_understood as "valueUnderstood", l.has_budget as "hasBudget",
  l.ready_soon as "readySoon", l.response, l.override_reason as "overrideReason", l.definition_version as "definitionVersion",
  l.nurture_wake_on as "nurtureWakeOn", l.nurture_next_step as "nurtureNextStep",
  l.woken_by_touch_id as "wokenByTouchId", l.times_returned as "timesReturned", l.created_at as "createdAt",
  l.updated_at as "updatedAt", l.status_since as "statusSince", l.last_contact_at as "lastContactAt",
  l.qualified_at as "qualifiedAt", l.handed_off_at as "handedOffAt", l.accepted_at as "acceptedAt",
  l.deal_at as "dealAt", l.won_at as "wonAt", l.lost_at as "lostAt", l.sort_name as "sortName"`

export type LeadRow = Omit<LeadView, 'utm' | 'owner' | 'assignee' | 'answers'> & {
  utmSource: string | null
  utmMedium: string | null
  utmCampaign: string | null
  utmTerm: string | null
  utmContent: string | null
  ownerId: number | null
  ownerName: string | null
  ownerEmail: string | null
  assigneeId: number | null
  assigneeName: string | null
  assigneeEmail: string | null
  needFormed: Answer | null
  valueUnderstood: Answer | null
  hasBudget: Answer | null
  readySoon: Answer | null
  response: LeadResponse | null
  sortName: string
}

export function leadOfRow(row: LeadRow): LeadView {
  return {
    id: row.id,
    version: row.version,
    status: row.status,
    origin: row.origin,
    grade: row.grade,
    computedGrade: row.computedGrade,
    displayName: row.displayName,
    company: row.company,
    contactName: row.contactName,
    jobTitle: row.jobTitle,
    email: row.email,
    phone: row.phone,
    website: row.website,
    country: row.country,
    region: row.region,
    segment: row.segment,
    expectedAmount: row.expectedAmount,
    note: row.note,
    externalId: row.externalId,
    channelId: row.channelId,
    channel: row.channel,
    campaign: row.campaign,
    utm: {
      source: row.utmSource,
      medium: row.utmMedium,
      campaign: row.utmCampaign,
      term: row.utmTerm,
      content: row.utmContent,
    },
    owner:
      row.ownerId === null ? null : { id: row.ownerId, name: row.ownerName ?? '', email: row.ownerEmail },
    assignee:
      row.assigneeId === null
        ? null
        : { id: row.assigneeId, name: row.assigneeName ?? '', email: row.assigneeEmail },
    answers: answersOf(row),
    overrideReason: row.overrideReason,
    definitionVersion: row.definitionVersion,
    nurtureWakeOn: row.nurtureWakeOn,
    nurtureNextStep: row.nurtureNextStep,
    wokenByTouchId: row.wokenByTouchId,
    timesReturned: row.timesReturned,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    statusSince: row.statusSince,
    lastContactAt: row.lastContactAt,
    qualifiedAt: row.qualifiedAt,
    handedOffAt: row.handedOffAt,
    acceptedAt: row.acceptedAt,
    dealAt: row.dealAt,
    wonAt: row.wonAt,
    lostAt: row.lostAt,
  }
}

function answersOf(row: LeadRow): LeadView['answers'] {
  const { needFormed, valueUnderstood, hasBudget, readySoon, response } = row
  if (!needFormed || !valueUnderstood || !hasBudget || !readySoon || !response) return null
  return { needFormed, valueUnderstood, hasBudget, readySoon, response }
}

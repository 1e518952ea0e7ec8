import { z } from 'zod'
import type { Qualification } from '@/lib/leads/commands/qualify'
import { LEAD_STATUSES } from '@/lib/leads/lifecycle'
import type { LeadView } from '@/lib/leads/queries/lead-view'
import type { LeadEventView } from '@/lib/leads/queries/record'
import { ACTIVITY_KINDS, ANSWERS, GRADES, ORIGINS, RESPONSES, TOUCH_KINDS } from '@/lib/leads/schema'
import { etagOf } from '@/lib/platform/http/etag'
import type { Reply } from '@/lib/platform/http/route'
import { day, id, money, person, personJson, time, timeJson } from './common'

const text = z.string().nullable()
const grade = z.enum(GRADES).nullable()
const moment = time.nullable()

const leadShape = {
  id,
  version: z.int().min(1),
  status: z.enum(LEAD_STATUSES),
  origin: z.enum(ORIGINS),
  grade,
  computedGrade: grade,
  displayName: z.string(),
  company: text,
  contactName: text,
  jobTitle: text,
  email: text,
  phone: text,
  website: text,
  country: text,
  region: text,
  segment: text,
  expectedAmount: money.nullable(),
  channel: text,
  campaign: text,
  note: text,
  externalId: text,
  utm: z.strictObject({ source: text, medium: text, campaign: text, term: text, content: text }),
  owner: person.nullable(),
  assignee: person.nullable(),
  answers: z
    .strictObject({
      needFormed: z.enum(ANSWERS),
      valueUnderstood: z.enum(ANSWERS),
      hasBudget: z.enum(ANSWERS),
      readySoon: z.enum(ANSWERS),
      response: z.enum(RESPONSES),
    })
    .nullable(),
  overrideReason: text,
  nurture: z
    .strictObject({
      wakeOn: day,
      nextStep: text,
      wokenByTouch: id.nullable().meta({ description: 'the touch that woke it before its day' }),
    })
    .nullable(),
  timesReturned: z.int().min(0).meta({ description: 'how often sales gave it back' }),
  createdAt: time,
  updatedAt: time,
  statusSince: time,
  lastContactAt: time,
  qualifiedAt: moment,
  handedOffAt: moment,
  acceptedAt: moment,
  dealAt: moment,
  wonAt: moment,
  lostAt: moment,
}

export const lead = z.strictObject(leadShape).meta({ id: 'Lead' })

/** What POST /leads answers. */
export const enteredLead = z
  .strictObject({
    ...leadShape,
    duplicate: z.boolean().meta({ description: 'the enquiry was kept as a touch on this lead' }),
  })
  .meta({ id: 'EnteredLead' })

export const mergedLead = z
  .strictObject({ ...leadShape, mergeId: id.meta({ description: 'to undo the merge' }) })
  .meta({ id: 'MergedLead' })

export const partedLeads = z.strictObject({ lead, other: lead }).meta({ id: 'PartedLeads' })

export const qualifiedLead = z
  .strictObject({
    ...leadShape,
    salesReady: z.boolean(),
    reasons: z.array(z.strictObject({ code: z.string(), speaksFor: z.boolean() })),
    missing: z
      .array(z.string())
      .meta({ description: 'what the sales-ready definition asks for and the lead does not have' }),
    definitionVersion: z.int().min(1),
  })
  .meta({ id: 'QualifiedLead' })

export function leadJson(view: LeadView): z.infer<typeof lead> {
  return {
    id: view.id,
    version: view.version,
    status: view.status,
    origin: view.origin,
    grade: view.grade,
    computedGrade: view.computedGrade,
    displayName: view.displayName,
    company: view.company,
    contactName: view.contactName,
    jobTitle: view.jobTitle,
    email: view.email,
    phone: view.phone,
    website: view.website,
    country: view.country,
    region: view.region,
    segment: view.segment,
    expectedAmount: view.expectedAmount,
    channel: view.channel,
    campaign: view.campaign,
    note: view.note,
    externalId: view.externalId,
    utm: view.utm,
    owner: personJson(view.owner),
    assignee: personJson(view.assignee),
    answers: view.answers,
    overrideReason: view.overrideReason,
    nurture:
      view.nurtureWakeOn === null
        ? null
        : {
            wakeOn: view.nurtureWakeOn,
            nextStep: view.nurtureNextStep,
            wokenByTouch: view.wokenByTouchId,
          },
    timesReturned: view.timesReturned,
    createdAt: view.createdAt.toISOString(),
    updatedAt: view.updatedAt.toISOString(),
    statusSince: view.statusSince.toISOString(),
    lastContactAt: view.lastContactAt.toISOString(),
    qualifiedAt: timeJson(view.qualifiedAt),
    handedOffAt: timeJson(view.handedOffAt),
    acceptedAt: timeJson(view.acceptedAt),
    dealAt: timeJson(view.dealAt),
    wonAt: timeJson(view.wonAt),
    lostAt: timeJson(view.lostAt),
  }
}

/** A lead with its ETag; `more` stands beside the lead's own fields. */
export function leadReply(view: LeadView, more: Record<string, unknown> = {}): Reply {
  return { body: { ...leadJson(view), ...more }, headers: { ETag: etagOf(view.version) } }
}

export function qualifiedReply({
  lead: view,
  salesReady,
  reasons,
  missing,
  definitionVersion,
}: Qualification): Reply {
  return leadReply(view, { salesReady, reasons, missing, definitionVersion })
}

/** Further fields depend on the type. */
export const leadEvent = z
  .looseObject({
    id,
    type: z.string(),
    from: z.enum(LEAD_STATUSES).nullable(),
    to: z.enum(LEAD_STATUSES).nullable(),
    actor: z.strictObject({ id, name: z.string() }).nullable(),
    at: time,
    reason: text,
  })
  .meta({ id: 'LeadEvent' })

export function eventJson({ data, of, ...event }: LeadEventView): z.infer<typeof leadEvent> {
  return { ...data, ...event, at: event.at.toISOString(), ...(of === null ? {} : { mergedLead: of }) }
}

export const touch = z
  .strictObject({
    id,
    leadId: id,
    kind: z.enum(TOUCH_KINDS),
    at: time,
    note: text,
    channel: text,
    campaign: text,
  })
  .meta({ id: 'Touch' })

export const activity = z
  .strictObject({
    id,
    leadId: id,
    kind: z.enum(ACTIVITY_KINDS),
    at: time,
    text: z.string(),
    dueOn: day.nullable(),
  })
  .meta({ id: 'Activity' })

import type { NamedPerson } from '@/lib/leads/queries/lead-view'
import type { Actor } from '@/lib/platform/actor'
import type { FormVisit } from '@/lib/platform/auth/web-form'
import type { SubmissionState } from '@/lib/platform/db/generated/enums'
import { type Database, db, empty, type Sql, sql } from '@/lib/platform/db/sql'
import type { AskedField, FormDefinition, FormKind } from './fields'
import type { HeldReason } from './spam'
import type { Arrived, SentLead } from './submission'

export type FormView = FormDefinition & {
  id: number
  version: number
  name: string
  kind: FormKind
  channel: string | null
  campaign: string | null
  /** the channel or the campaign was switched off meanwhile */
  sourceIsArchived: boolean
  owner: NamedPerson
  archivedAt: Date | null
  createdAt: Date
  updatedAt: Date
  /** of the last 30 days: what became a lead or a touch */
  recent: number
  held: number
  lastAt: Date | null
}

const DAYS_30 = 30 * 86_400_000
/** Counts stop here: exact ones are the funnel's business. */
export const COUNTED = 1000

/** All forms, archived ones last. Everybody may read them. */
export async function listForms(actor: Actor): Promise<FormView[]> {
  return selectForms(db, actor.at, empty)
}

export async function formById(actor: Actor, id: number): Promise<FormView | null> {
  return findForm(db, id, actor.at)
}

/** The same inside a transaction that has authorised its actor. */
export async function findForm(on: Database, id: number, at: Date): Promise<FormView | null> {
  return (await selectForms(on, at, sql`where f.id = ${id}`))[0] ?? null
}

function selectForms(on: Database, at: Date, where: Sql): Promise<FormView[]> {
  const since = new Date(at.getTime() - DAYS_30)
  return on.rows<FormView>(sql`
    select f.id, f.version, f.key, f.name, f.kind, f.fields, f.wording, f.consent_required as "consentRequired",
      f.redirect_url as "redirectUrl", f.sites, ch.name as channel, ca.name as campaign,
      ch.archived_at is not null or ca.archived_at is not null as "sourceIsArchived",
      json_build_object('id', p.id, 'name', p.name, 'email', p.email) as owner, f.archived_at as "archivedAt",
      f.created_at as "createdAt", f.updated_at as "updatedAt", n.recent, n.held, n."lastAt"
    from web_form f join person p on p.id = f.owner_id left join channel ch on ch.id = f.channel_id
      left join campaign ca on ca.id = f.campaign_id
      cross join lateral (
        select count(*) filter (where state in ('taken', 'released') and at >= ${since}::timestamptz)::int as recent,
          count(*) filter (where state = 'held')::int as held, max(at) as "lastAt"
        from (select state, at from form_submission where form_id = f.id order by id desc limit ${COUNTED}) latest) n
    ${where} order by f.archived_at is not null, lower(f.name), f.id`)
}

export type PublicForm = FormDefinition & {
  name: string
  kind: FormKind
  channelId: number | null
  campaignId: number | null
  channel: string | null
  campaign: string | null
}

/** What a visitor is asked, and where the leads of the form come from. */
export async function formOfVisit(visit: FormVisit): Promise<PublicForm> {
  return formForVisitors(db, visit.formId)
}

export async function formForVisitors(on: Database, formId: number): Promise<PublicForm> {
  const found = await on.one<PublicForm>(sql`
    select f.key, f.name, f.kind, f.fields, f.wording, f.consent_required as "consentRequired",
      f.redirect_url as "redirectUrl", f.sites, f.channel_id as "channelId", f.campaign_id as "campaignId",
      ch.name as channel, ca.name as campaign
    from web_form f left join channel ch on ch.id = f.channel_id left join campaign ca on ca.id = f.campaign_id
    where f.id = ${formId}`)
  if (!found) throw new Error('forms are archived and never deleted')
  return found
}

export type Submission = {
  id: number
  form: { id: number; name: string; key: string; fields: AskedField[] }
  state: SubmissionState
  at: Date
  lead: SentLead
  arrived: Arrived
  reasons: HeldReason[]
  decidedBy: string | null
  decidedAt: Date | null
}

/** What was held, or discarded since: the oldest waits longest and comes first, of the discarded the latest. */
export async function listHeld(
  _actor: Actor,
  { state, after, limit }: { state: 'held' | 'discarded'; after?: number | null; limit: number },
): Promise<{ rows: Submission[]; next: number | null }> {
  const isHeld = state === 'held'
  const beyond = after ? (isHeld ? sql`and s.id > ${after}` : sql`and s.id < ${after}`) : empty
  const rows = await db.rows<Submission>(sql`
    select s.id, json_build_object('id', f.id, 'name', f.name, 'key', f.key, 'fields', f.fields) as form, s.state,
      s.at, s.content -> 'lead' as lead, s.content -> 'arrived' as arrived, s.reasons, p.name as "decidedBy",
      s.decided_at as "decidedAt"
    from form_submission s join web_form f on f.id = s.form_id left join person p on p.id = s.decided_by_id
    where s.state = ${state}::submission_state ${beyond}
    ${isHeld ? sql`order by s.id` : sql`order by s.id desc`} limit ${limit + 1}`)
  const next = rows.length > limit ? (rows[limit - 1]?.id ?? null) : null
  return { rows: rows.slice(0, limit), next }
}

/** How many wait for somebody to look at them, up to `COUNTED`. */
export async function countHeld(_actor: Actor): Promise<number> {
  const found = await db.one<{ n: number }>(sql`
    select count(*)::int as n from (select from form_submission where state = 'held' limit ${COUNTED}) held`)
  return found?.n ?? 0
}

export type RecentSubmission = {
  id: number
  at: Date
  state: SubmissionState
  lead: { id: number; name: string } | null
  duplicate: boolean | null
}

/** The last ones of a form, with the leads that they became. */
export async function recentSubmissions(
  _actor: Actor,
  formId: number,
  limit = 10,
): Promise<RecentSubmission[]> {
  return db.rows<RecentSubmission>(sql`
    select s.id, s.at, s.state, s.duplicate,
      case when l.id is not null then json_build_object('id', l.id, 'name', l.display_name) end as lead
    from form_submission s left join lead_merge m on m.merged_id = s.lead_id and m.live_id is not null
      left join lead l on l.id = coalesce(m.live_id, s.lead_id)
    where s.form_id = ${formId} order by s.id desc limit ${limit}`)
}

import { displayNameOf } from '@/lib/leads/commands/create'
import { wakeByTouches } from '@/lib/leads/commands/wake'
import { companyKey, emailKey, phoneKey, websiteKey } from '@/lib/leads/identity'
import { CLOSED_STATUSES } from '@/lib/leads/lifecycle'
import { searchText } from '@/lib/leads/search-text'
import type { Actor } from '@/lib/platform/actor'
import { copyRows } from '@/lib/platform/db/copy'
import { type Database, type Sql, sql } from '@/lib/platform/db/sql'
import type { Tx } from '@/lib/platform/db/transaction'
import type { LeadRow } from '../row'
import type { SortedLeads, StoredLead } from './sort-leads'

export type ImportedTouch = {
  leadId: number
  value: LeadRow
  channelId: number | null
  campaignId: number | null
}

/** Repeat enquiries: each a touch with everything that came with it. */
export async function addTouches(
  tx: Tx,
  actor: Actor,
  importId: number,
  touches: readonly ImportedTouch[],
): Promise<void> {
  if (touches.length === 0) return
  const at = ({ value }: ImportedTouch) => value.createdAt ?? actor.at
  await noteTouched(
    tx,
    importId,
    touches.map(({ leadId }) => leadId),
  )
  await copyRows(
    tx,
    'touch (lead_id, kind, at, note, channel_id, campaign_id, data, created_at)',
    touches.map((touch) => {
      const { note, ...rest } = touch.value
      const data = Object.fromEntries(Object.entries(rest).filter(([, each]) => each !== null))
      const { leadId, channelId, campaignId } = touch
      return [
        leadId,
        'enquiry',
        at(touch),
        note,
        channelId,
        campaignId,
        JSON.stringify({ ...data, importId }),
        actor.at,
      ]
    }),
  )
  await copyRows(
    tx,
    'lead_event (lead_id, type, actor_id, at, data)',
    touches.map((touch) => {
      const data = { importId, kind: 'enquiry', note: touch.value.note, happenedAt: at(touch) }
      return [touch.leadId, 'touched', actor.personId, actor.at, JSON.stringify(data)]
    }),
  )
  await tx.run(sql`
    update lead l set last_contact_at = greatest(l.last_contact_at, t.at), updated_at = ${actor.at}::timestamptz
    from (select lead_id, max(at) as at from unnest(${touches.map(({ leadId }) => leadId)}::int[],
      ${touches.map(at)}::timestamptz[]) as touched(lead_id, at) group by lead_id) t
    where l.id = t.lead_id`)
  const sleeping = await tx.rows<{ id: number }>(sql`
    select t.id from touch t join lead l on l.id = t.lead_id
    where l.id = any (${touches.map(({ leadId }) => leadId)}::int[]) and l.status = 'nurture'
      and t.created_at = ${actor.at}::timestamptz`)
  if (sleeping.length > 0)
    await wakeByTouches(
      tx,
      actor,
      sleeping.map(({ id }) => id),
    )
}

/** Noted while the leads are as they were; those that the import itself created go as a whole when it is undone. */
async function noteTouched(tx: Tx, importId: number, leadIds: readonly number[]): Promise<void> {
  await tx.run(sql`
    insert into import_effect (import_id, kind, subject, version, before)
    select ${importId}::int, 'touched', id, version, jsonb_build_object('last_contact_at', last_contact_at,
      'nurture_wake_on', nurture_wake_on, 'woken_by_touch_id', woken_by_touch_id)
    from lead where id = any (${[...leadIds]}::int[]) and import_id is distinct from ${importId}::int order by id`)
}

/** Leads as a file may change them; `lock` for who is about to. */
export function readLeads(on: Database, ids: readonly number[], lock: Sql): Promise<StoredLead[]> {
  if (ids.length === 0) return Promise.resolve([])
  return on.rows<StoredLead>(sql`
    select id, status = any (${[...CLOSED_STATUSES]}::lead_status[]) as closed, origin, external_id as "externalId",
      company, contact_name as "contactName", job_title as "jobTitle", email, phone, website, country, region, segment,
      expected_amount as "expectedAmount", note, utm_source as "utm.source", utm_medium as "utm.medium",
      utm_campaign as "utm.campaign", utm_term as "utm.term", utm_content as "utm.content",
      channel_id as "channelId", campaign_id as "campaignId", owner_id as "ownerId", assignee_id as "assigneeId"
    from lead where id = any (${ids}::int[]) order by id ${lock}`)
}

/** Fills in what the rows say; each change is an event in the lead's history. */
export async function writeChanges(
  tx: Tx,
  actor: Actor,
  run: { id: number; defaultCountry: string },
  changed: SortedLeads['changed'],
): Promise<void> {
  if (changed.length === 0) return
  const rows = changed.map(({ lead }) => {
    const phone = phoneKey(lead.phone, run.defaultCountry)
    const displayName = displayNameOf(lead)
    return {
      id: lead.id,
      origin: lead.origin,
      external_id: lead.externalId,
      company: lead.company,
      contact_name: lead.contactName,
      job_title: lead.jobTitle,
      email: lead.email,
      phone: lead.phone,
      website: lead.website,
      country: lead.country,
      region: lead.region,
      segment: lead.segment,
      expected_amount: lead.expectedAmount,
      note: lead.note,
      utm_source: lead['utm.source'],
      utm_medium: lead['utm.medium'],
      utm_campaign: lead['utm.campaign'],
      utm_term: lead['utm.term'],
      utm_content: lead['utm.content'],
      channel_id: lead.channelId,
      campaign_id: lead.campaignId,
      owner_id: lead.ownerId,
      assignee_id: lead.assigneeId,
      display_name: displayName,
      sort_name: displayName.toLowerCase(),
      email_key: emailKey(lead.email),
      phone_key: phone,
      company_key: companyKey(lead.company),
      website_key: websiteKey(lead.website, lead.email),
      search_text: searchText({ ...lead, phoneKey: phone }),
    }
  })
  await tx.run(sql`
    update lead l set version = l.version + 1, updated_at = ${actor.at}::timestamptz, origin = r.origin,
      external_id = r.external_id, company = r.company, contact_name = r.contact_name, job_title = r.job_title,
      email = r.email, phone = r.phone, website = r.website, country = r.country, region = r.region, segment = r.segment,
      expected_amount = r.expected_amount, note = r.note,
      utm_source = r.utm_source, utm_medium = r.utm_medium, utm_campaign = r.utm_campaign, utm_term = r.utm_term,
      utm_content = r.utm_content, channel_id = r.channel_id, campaign_id = r.campaign_id, owner_id = r.owner_id,
      assignee_id = r.assignee_id, display_name = r.display_name, sort_name = r.sort_name, email_key = r.email_key,
      phone_key = r.phone_key, company_key = r.company_key, website_key = r.website_key,
      search_text = r.search_text
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id int, origin origin, external_id text, company text,
      contact_name text, job_title text, email text, phone text, website text, country text, region text, segment text,
      expected_amount numeric, note text,
      utm_source text, utm_medium text, utm_campaign text, utm_term text, utm_content text, channel_id int,
      campaign_id int, owner_id int, assignee_id int, display_name text, sort_name text, email_key text,
      phone_key text, company_key text, website_key text, search_text text)
    where l.id = r.id`)
  await noteUpdated(tx, run.id, changed)
  await copyRows(
    tx,
    'lead_event (lead_id, type, actor_id, at, data)',
    changed.map(({ lead, changes }) => [
      lead.id,
      'edited',
      actor.personId,
      actor.at,
      JSON.stringify({ importId: run.id, changes }),
    ]),
  )
}

/** The columns of the changes that `applyRow` names. */
const COLUMNS: Record<string, string> = {
  externalId: 'external_id',
  contactName: 'contact_name',
  jobTitle: 'job_title',
  expectedAmount: 'expected_amount',
  'utm.source': 'utm_source',
  'utm.medium': 'utm_medium',
  'utm.campaign': 'utm_campaign',
  'utm.term': 'utm_term',
  'utm.content': 'utm_content',
  channel: 'channel_id',
  campaign: 'campaign_id',
  owner: 'owner_id',
  assignee: 'assignee_id',
}

/** What the fields said before. */
async function noteUpdated(tx: Tx, importId: number, changed: SortedLeads['changed']): Promise<void> {
  const rows = changed.map(({ lead, changes }) => ({
    id: lead.id,
    before: Object.fromEntries(
      Object.entries(changes).map(([name, { from }]) => [COLUMNS[name] ?? name, from ?? null]),
    ),
  }))
  await tx.run(sql`
    insert into import_effect (import_id, kind, subject, version, before)
    select ${importId}::int, 'updated', l.id, l.version, r.before
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id int, before jsonb) join lead l on l.id = r.id
    where l.import_id is distinct from ${importId}::int order by l.id`)
}

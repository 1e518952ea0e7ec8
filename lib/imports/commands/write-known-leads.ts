import { displayNameOf } from '@/lib/leads/commands/create'
import { wakeByTouches } from '@/lib/leads/commands/wake'
import { companyKey, emailKey, phoneKey, searchText } from '@/lib/leads/identity'
import type { Actor } from '@/lib/platform/actor'
import { copyRows } from '@/lib/platform/db/copy'
import { sql } from '@/lib/platform/db/sql'
import type { Tx } from '@/lib/platform/db/transaction'
import type { LeadRow } from '../row'
import type { Places } from './names'

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

/** The facts of a lead that an import may change; never its state, its times or its grade. */
const FACTS = {
  externalId: 'external_id',
  company: 'company',
  contactName: 'contact_name',
  jobTitle: 'job_title',
  email: 'email',
  phone: 'phone',
  website: 'website',
  country: 'country',
  region: 'region',
  segment: 'segment',
  expectedAmount: 'expected_amount',
  note: 'note',
  'utm.source': 'utm_source',
  'utm.medium': 'utm_medium',
  'utm.campaign': 'utm_campaign',
  'utm.term': 'utm_term',
  'utm.content': 'utm_content',
} as const satisfies Partial<Record<keyof LeadRow, string>>
type Fact = keyof typeof FACTS

type Stored = Record<(typeof FACTS)[Fact], string | null> & {
  id: number
  origin: string
  channel_id: number | null
  campaign_id: number | null
  owner_id: number | null
  assignee_id: number | null
}

type Change = { from: unknown; to: unknown }

/** Fills in what the rows say; a lead that already says the same is left alone and counted as such. */
export async function updateLeads(
  tx: Tx,
  actor: Actor,
  run: { id: number; defaultCountry: string; places: Places; people: ReadonlyMap<string, number> },
  updates: ReadonlyMap<number, readonly LeadRow[]>,
): Promise<{ updated: number; same: number }> {
  if (updates.size === 0) return { updated: 0, same: 0 }
  const stored = await tx.rows<Stored>(sql`
    select id, origin, external_id, company, contact_name, job_title, email, phone, website, country, region,
      segment, expected_amount, note, utm_source, utm_medium, utm_campaign, utm_term, utm_content, channel_id, campaign_id, owner_id, assignee_id
    from lead where id = any (${[...updates.keys()]}::int[]) order by id for update`)
  const changed: { lead: Stored; changes: Record<string, Change> }[] = []
  let updated = 0
  let same = 0
  for (const lead of stored) {
    const changes: Record<string, Change> = {}
    for (const row of updates.get(lead.id) ?? []) {
      const before = Object.keys(changes).length
      const differs = apply(lead, row, run, changes)
      if (differs || Object.keys(changes).length > before) updated++
      else same++
    }
    if (Object.keys(changes).length > 0) changed.push({ lead, changes })
  }
  await writeFacts(tx, actor, run, changed)
  return { updated, same }
}

/** Sets on `lead` what the row says and notes each change; true when there was one. */
function apply(
  lead: Stored,
  row: LeadRow,
  run: { places: Places; people: ReadonlyMap<string, number> },
  changes: Record<string, Change>,
): boolean {
  let differs = false
  const set = <K extends keyof Stored>(name: string, column: K, to: Stored[K]) => {
    if (lead[column] === to) return
    changes[name] = { from: changes[name]?.from ?? lead[column], to }
    lead[column] = to
    differs = true
  }
  for (const [field, column] of Object.entries(FACTS) as [Fact, (typeof FACTS)[Fact]][]) {
    const to = row[field]
    if (to !== null) set(field, column, to)
  }
  if (row.origin !== null) set('origin', 'origin', row.origin)
  const place = row.channel === null ? null : run.places.idsOf(row.channel, row.campaign)
  if (place && !('problem' in place)) {
    const sameChannel = lead.channel_id === place.channelId
    set('channel', 'channel_id', place.channelId)
    if (row.campaign !== null || !sameChannel) set('campaign', 'campaign_id', place.campaignId)
  }
  if (row.owner !== null) set('owner', 'owner_id', run.people.get(row.owner) ?? null)
  if (row.assignee !== null) set('assignee', 'assignee_id', run.people.get(row.assignee) ?? null)
  return differs
}

async function writeFacts(
  tx: Tx,
  actor: Actor,
  run: { id: number; defaultCountry: string },
  changed: readonly { lead: Stored; changes: Record<string, Change> }[],
): Promise<void> {
  if (changed.length === 0) return
  const rows = changed.map(({ lead }) => {
    const named = {
      company: lead.company,
      contactName: lead.contact_name,
      externalId: lead.external_id,
      email: lead.email,
      phone: lead.phone,
    }
    const phone = phoneKey(lead.phone, run.defaultCountry)
    const displayName = displayNameOf(named)
    return {
      ...lead,
      display_name: displayName,
      sort_name: displayName.toLowerCase(),
      email_key: emailKey(lead.email),
      phone_key: phone,
      company_key: companyKey(lead.company),
      search_text: searchText({ ...named, phoneKey: phone }),
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
      phone_key = r.phone_key, company_key = r.company_key, search_text = r.search_text
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id int, origin origin, external_id text, company text,
      contact_name text, job_title text, email text, phone text, website text, country text, region text, segment text,
      expected_amount numeric, note text,
      utm_source text, utm_medium text, utm_campaign text, utm_term text, utm_content text, channel_id int,
      campaign_id int, owner_id int, assignee_id int, display_name text, sort_name text, email_key text,
      phone_key text, company_key text, search_text text)
    where l.id = r.id`)
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

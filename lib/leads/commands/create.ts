import type { Actor } from '@/lib/platform/actor'
import type { TouchKind } from '@/lib/platform/db/generated/enums'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { notified } from '@/lib/platform/realtime/announce'
import { type Result, refuse } from '@/lib/platform/result'
import { companyKey, emailKey, phoneKey, websiteKey } from '../identity'
import { CLOSED_STATUSES } from '../lifecycle'
import { canEnterLeads, defaultOrigin } from '../policy'
import { findLead, LEAD_COLUMNS, LEAD_JOINS, type LeadView } from '../queries/lead-view'
import type { CreateLeadInput } from '../schema'
import { searchText } from '../search-text'
import { resolveSource, type Source } from './source'
import { wakeByTouches } from './wake'

/** How an enquiry came in by itself, without a person entering it: what its kind says, and what is to be kept with it. */
export type Arrival = {
  kind: TouchKind
  /** by their ids: a channel that was switched off meanwhile is still where it came from */
  source: { channelId: number | null; campaignId: number | null }
  /** kept with the touch, and in the history */
  details: Record<string, unknown>
}

/**
 * Takes in an enquiry. One whose e-mail, phone or external id matches a lead that is not closed becomes a touch on
 * that lead (`duplicate: true`); otherwise a new lead. Twenty identical enquiries at once make one lead: they queue
 * on advisory locks of their keys.
 */
export function createLead(
  actor: Actor,
  input: CreateLeadInput,
  arrival?: Arrival,
): Promise<Result<{ lead: LeadView; duplicate: boolean }>> {
  return inTransaction(async (tx) => {
    if (!canEnterLeads(actor)) return refuse('FORBIDDEN')
    const source = arrival
      ? { ...(await resolveSource(tx, {})), ...arrival.source }
      : await resolveSource(tx, input)
    const keys = identityKeys(input, source.defaultCountry)
    await lockKeys(tx, [keys])
    const known = await findOpenLead(tx, keys)
    if (known === undefined) {
      const lead = await insertLead(tx, actor, input, source, keys, arrival?.details)
      // a first enquiry is the lead itself; that it asked for a price is more
      if (arrival && arrival.kind !== 'enquiry') await keepArrival(tx, actor, lead.id, arrival)
      return { lead, duplicate: false }
    }
    await keepAsTouch(tx, actor, known, input, source, arrival)
    const lead = await findLead(tx, known)
    if (!lead) throw new Error('the lead vanished inside its own transaction')
    return { lead, duplicate: true }
  })
}

export type IdentityKeys = {
  emailKey: string | null
  phoneKey: string | null
  externalId: string | null
}

export function identityKeys(
  input: { email?: string | null; phone?: string | null; externalId?: string | null },
  defaultCountry: string,
): IdentityKeys {
  return {
    emailKey: emailKey(input.email),
    phoneKey: phoneKey(input.phone, defaultCountry),
    externalId: input.externalId ?? null,
  }
}

const INTAKE = 20_011

/** In sorted order, so that two enquiries that share two keys cannot wait for each other; and not while a file comes in. */
export async function lockKeys(tx: Tx, leads: readonly IdentityKeys[]): Promise<void> {
  const names = leads
    .flatMap((keys) => Object.entries(keys))
    .flatMap(([kind, key]) => (key === null ? [] : [`${kind}:${key}`]))
    .sort()
  await tx.run(sql`
    with intake as materialized (select pg_advisory_xact_lock_shared(${INTAKE}))
    select pg_advisory_xact_lock(hashtextextended(name, 20)) from intake, unnest(${names}::text[]) as name`)
}

/** Holds back all other enquiries until the end of the transaction: for the thousands of keys of a file's batch. */
export async function lockIntake(tx: Tx): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(${INTAKE})`)
}

async function findOpenLead(tx: Tx, keys: IdentityKeys): Promise<number | undefined> {
  const closed = [...CLOSED_STATUSES]
  const found = await tx.one<{ id: number }>(sql`
    select id from (
      select id, 1 as rank from lead where email_key = ${keys.emailKey} and status <> all (${closed}::lead_status[])
      union all
      select id, 2 from lead where phone_key = ${keys.phoneKey} and status <> all (${closed}::lead_status[])
      union all
      select id, 3 from lead where external_id = ${keys.externalId} and status <> all (${closed}::lead_status[])
      union all
      select l.id, 4 from lead_merge m join lead l on l.id = m.live_id
      where m.live_id is not null and l.status <> all (${closed}::lead_status[])
        and (m.email_key = ${keys.emailKey} or m.phone_key = ${keys.phoneKey} or m.external_id = ${keys.externalId})
    ) match order by rank, id limit 1`)
  return found?.id
}

/** Company, else contact, else external id, else what the lead can be reached by. */
export function displayNameOf(lead: {
  company?: string | null
  contactName?: string | null
  externalId?: string | null
  email?: string | null
  phone?: string | null
}): string {
  return lead.company || lead.contactName || lead.externalId || lead.email || lead.phone || ''
}

async function insertLead(
  tx: Tx,
  actor: Actor,
  input: CreateLeadInput,
  source: Source,
  keys: IdentityKeys,
  details: Record<string, unknown> | undefined,
): Promise<LeadView> {
  const origin = input.origin ?? defaultOrigin(actor)
  const displayName = displayNameOf(input)
  const ownerId = actor.roles.includes('marketer') && origin === 'marketing' ? actor.personId : null
  const created = await tx.one<LeadView>(sql`
    with created as (
      insert into lead (origin, external_id, company, contact_name, job_title, email, phone, website, country, region,
        segment, expected_amount, note, display_name, sort_name, channel_id, campaign_id, utm_source, utm_medium, utm_campaign, utm_term,
        utm_content, owner_id, created_at, updated_at, status_since, last_contact_at, email_key, phone_key,
        company_key, website_key, search_text)
      values (${origin}::origin, ${keys.externalId}, ${input.company ?? null}, ${input.contactName ?? null},
        ${input.jobTitle ?? null}, ${input.email ?? null}, ${input.phone ?? null}, ${input.website ?? null},
        ${input.country ?? null}, ${input.region ?? null}, ${input.segment ?? null},
        ${input.expectedAmount ?? null}::numeric, ${input.note ?? null}, ${displayName}, ${displayName.toLowerCase()}, ${source.channelId}::int, ${source.campaignId}::int,
        ${input.utm?.source ?? null}, ${input.utm?.medium ?? null}, ${input.utm?.campaign ?? null},
        ${input.utm?.term ?? null}, ${input.utm?.content ?? null}, ${ownerId}::int, ${actor.at}::timestamptz,
        ${actor.at}::timestamptz, ${actor.at}::timestamptz, ${actor.at}::timestamptz, ${keys.emailKey},
        ${keys.phoneKey}, ${companyKey(input.company)}, ${websiteKey(input.website, input.email)},
        ${searchText({ ...input, phoneKey: keys.phoneKey })})
      returning *),
    noted as (
      insert into lead_event (lead_id, type, to_status, actor_id, at, data)
      select id, 'created', 'new', ${actor.personId}::int, ${actor.at}::timestamptz,
        ${JSON.stringify({ origin, channel: input.channel ?? null, campaign: input.campaign ?? null, ...details })}::jsonb
      from created)
    select ${LEAD_COLUMNS} from created l ${LEAD_JOINS}`)
  if (!created) throw new Error('insert returned no row')
  return created
}

async function keepAsTouch(
  tx: Tx,
  actor: Actor,
  leadId: number,
  input: CreateLeadInput,
  source: Source,
  arrival: Arrival | undefined,
): Promise<void> {
  await recordTouch(tx, actor, leadId, {
    kind: arrival?.kind ?? 'enquiry',
    at: actor.at,
    note: input.note ?? null,
    source,
    data: { ...input, note: undefined, ...arrival?.details },
    told: arrival?.details,
  })
}

async function keepArrival(tx: Tx, actor: Actor, leadId: number, arrival: Arrival): Promise<void> {
  const { kind, source, details } = arrival
  const told = { form: details.form }
  await recordTouch(tx, actor, leadId, { kind, at: actor.at, note: null, source, data: details, told })
}

/** Adds a touch, moves the time of the last contact, appends the event, and wakes the lead if it sleeps in nurture. */
export async function recordTouch(
  tx: Tx,
  actor: Actor,
  leadId: number,
  touch: {
    kind: string
    at: Date
    note: string | null
    source: { channelId: number | null; campaignId: number | null }
    data?: Record<string, unknown>
    /** what of it the history tells */
    told?: Record<string, unknown>
  },
): Promise<number> {
  const added = await tx.one<{ id: number; inNurture: boolean }>(sql`
    with added as (
      insert into touch (lead_id, kind, at, note, channel_id, campaign_id, data, created_at)
      values (${leadId}, ${touch.kind}::touch_kind, ${touch.at}::timestamptz, ${touch.note},
        ${touch.source.channelId}::int, ${touch.source.campaignId}::int,
        ${JSON.stringify(touch.data ?? {})}::jsonb, ${actor.at}::timestamptz)
      returning id),
    contacted as (
      update lead set last_contact_at = greatest(last_contact_at, ${touch.at}::timestamptz),
        updated_at = ${actor.at}::timestamptz
      where id = ${leadId}
      returning status = 'nurture' as "inNurture"),
    noted as (
      insert into lead_event (lead_id, type, actor_id, at, data)
      select ${leadId}, 'touched', ${actor.personId}::int, ${actor.at}::timestamptz,
        jsonb_build_object('touchId', id, 'kind', ${touch.kind}::text, 'note', ${touch.note}::text,
          'happenedAt', ${touch.at}::timestamptz) || ${JSON.stringify(touch.told ?? {})}::jsonb from added)
    select id, "inNurture", ${notified([{ topic: 'lead', id: leadId, data: { byId: actor.personId } }])}
    from added, contacted`)
  if (!added) throw new Error('insert returned no row')
  if (added.inNurture) await wakeByTouches(tx, actor, [added.id])
  return added.id
}

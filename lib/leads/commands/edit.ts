import type { Actor } from '@/lib/platform/actor'
import { join, type Sql, sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { type FieldProblem, ok, type Result, refuse } from '@/lib/platform/result'
import { companyKey, websiteKey } from '../identity'
import { CONTACT_FIELDS, canEditField, type EditableField } from '../policy'
import { findLead, type LeadView } from '../queries/lead-view'
import type { EditLeadInput, LeadPatch } from '../schema'
import { searchText } from '../search-text'
import { displayNameOf, identityKeys } from './create'
import { homeCountry, resolveSource } from './source'
import { appendEvent, lockLead } from './step'

export type Changes = Record<string, { from: unknown; to: unknown }>

/** `version`: the one that the caller saw. `expecting`: what the fields must still hold, or it is CHANGED_SINCE. */
type ChangeInput = Omit<EditLeadInput, 'version'> & {
  version?: number
  expecting?: Readonly<Record<string, unknown>>
}

/**
 * Changes facts of a lead (never its state, grade, times or ids). The caller names the version that it saw; on another
 * one nothing is written and STALE_VERSION lists, field by field, what the lead says now where it differs from what was
 * sent. FORBIDDEN names the field that the actor may not change.
 */
export async function editLead(actor: Actor, input: EditLeadInput): Promise<Result<LeadView>> {
  const changed = await changeLead(actor, input)
  return changed.ok ? ok(changed.value.lead) : changed
}

/** The same for who saw no version, and with what it changed: nothing, where the lead was so already. */
export function changeLead(
  actor: Actor,
  input: ChangeInput,
): Promise<Result<{ lead: LeadView; changes: Changes }>> {
  return inTransaction(async (tx) => {
    const locked = await lockLead(tx, input.leadId)
    const before = await findLead(tx, input.leadId)
    if (!before) return refuse('NOT_FOUND')
    for (const [field, value] of Object.entries(input.expecting ?? {})) {
      if (!same(field, fieldOf(before, field), value)) refuse('CHANGED_SINCE')
    }
    const changes = changedFields(before, input.patch)
    if (input.version !== undefined && input.version !== locked.version) {
      return refuse('STALE_VERSION', { version: locked.version }, conflicts(changes))
    }
    for (const field of Object.keys(changes)) {
      const editable = field.startsWith('utm.') ? 'utm' : (field as EditableField)
      if (!canEditField(actor, locked, editable)) refuse('FORBIDDEN', { field })
    }
    if (Object.keys(changes).length === 0) return { lead: before, changes }

    const after = merged(before, input.patch)
    if (before.campaign !== after.campaign) {
      changes.campaign ??= { from: before.campaign, to: after.campaign }
    }
    if (!after.email && !after.phone && !after.externalId) {
      return refuse('INVALID', {}, [
        { path: 'email', code: 'identity', message: 'give at least one of e-mail, phone and external id' },
      ])
    }
    if (after.campaign && !after.channel) {
      return refuse('INVALID', {}, [
        { path: 'campaign', code: 'needs_channel', message: 'a campaign needs its channel' },
      ])
    }
    await writeLead(tx, actor, locked.id, after, changes)
    await appendEvent(tx, actor, locked.id, {
      type: 'edited',
      data: { changes, version: locked.version + 1 },
    })
    const lead = await findLead(tx, locked.id)
    if (!lead) throw new Error('the lead vanished inside its own transaction')
    return { lead, changes }
  })
}

/** As `changes` names it. */
function fieldOf(lead: LeadView, field: string): unknown {
  return field === 'owner' ? (lead.owner?.email ?? null) : lead[field as keyof LeadView]
}

const PLAIN_FIELDS = [...CONTACT_FIELDS, 'channel', 'campaign', 'origin', 'externalId'] as const
const UTM_FIELDS = ['source', 'medium', 'campaign', 'term', 'content'] as const
const NO_UTM: LeadView['utm'] = { source: null, medium: null, campaign: null, term: null, content: null }

/** What the patch would change: the fields that it names and whose value differs from the lead's. */
function changedFields(before: LeadView, patch: LeadPatch): Changes {
  const changes: Changes = {}
  for (const field of PLAIN_FIELDS) {
    const to = patch[field]
    if (to !== undefined && !same(field, before[field], to)) changes[field] = { from: before[field], to }
  }
  if (patch.utm !== undefined) {
    for (const field of UTM_FIELDS) {
      const to = patch.utm === null ? null : patch.utm[field]
      if (to !== undefined && before.utm[field] !== to) {
        changes[`utm.${field}`] = { from: before.utm[field], to }
      }
    }
  }
  if (patch.owner !== undefined && (before.owner?.email ?? null) !== (patch.owner?.toLowerCase() ?? null)) {
    changes.owner = { from: before.owner?.email ?? null, to: patch.owner?.toLowerCase() ?? null }
  }
  return changes
}

/** Channels and campaigns are named in any case. */
function same(field: string, before: unknown, to: unknown): boolean {
  if ((field === 'channel' || field === 'campaign') && typeof before === 'string' && typeof to === 'string') {
    return before.toLowerCase() === to.toLowerCase()
  }
  return before === to
}

function conflicts(changes: Changes): FieldProblem[] {
  return Object.entries(changes).map(([path, { from }]) => ({
    path,
    code: 'stale',
    message: 'somebody changed it meanwhile',
    params: { current: from === null ? null : String(from) },
  }))
}

function merged(before: LeadView, patch: LeadPatch) {
  const value = <K extends (typeof PLAIN_FIELDS)[number]>(field: K): LeadView[K] =>
    patch[field] === undefined ? before[field] : (patch[field] as LeadView[K])
  const channel = value('channel')
  return {
    company: value('company'),
    contactName: value('contactName'),
    jobTitle: value('jobTitle'),
    email: value('email'),
    phone: value('phone'),
    website: value('website'),
    country: value('country'),
    region: value('region'),
    segment: value('segment'),
    expectedAmount: value('expectedAmount'),
    note: value('note'),
    origin: value('origin'),
    externalId: value('externalId'),
    channel,
    // another channel has other campaigns: one that was not named goes with the old channel
    campaign: patch.campaign === undefined && channel !== before.channel ? null : value('campaign'),
    utm: patch.utm === null ? NO_UTM : { ...before.utm, ...patch.utm },
    owner: patch.owner,
  }
}

async function writeLead(
  tx: Tx,
  actor: Actor,
  leadId: number,
  after: ReturnType<typeof merged>,
  changes: Changes,
): Promise<void> {
  const source = 'channel' in changes || 'campaign' in changes ? await resolveSource(tx, after) : null
  const country = source?.defaultCountry ?? (await homeCountry(tx))
  const keys = identityKeys(after, country)
  const displayName = displayNameOf(after)
  const sets: Sql[] = [
    sql`company = ${after.company}, contact_name = ${after.contactName}, job_title = ${after.jobTitle}`,
    sql`email = ${after.email}, phone = ${after.phone}, website = ${after.website}`,
    sql`country = ${after.country}, region = ${after.region}, note = ${after.note}`,
    sql`segment = ${after.segment}, expected_amount = ${after.expectedAmount}::numeric`,
    sql`origin = ${after.origin}::origin, external_id = ${after.externalId}`,
    sql`utm_source = ${after.utm.source ?? null}, utm_medium = ${after.utm.medium ?? null}`,
    sql`utm_campaign = ${after.utm.campaign ?? null}, utm_term = ${after.utm.term ?? null}`,
    sql`utm_content = ${after.utm.content ?? null}`,
    sql`display_name = ${displayName}, sort_name = ${displayName.toLowerCase()}`,
    sql`email_key = ${keys.emailKey}, phone_key = ${keys.phoneKey}, company_key = ${companyKey(after.company)}`,
    sql`website_key = ${websiteKey(after.website, after.email)}`,
    sql`search_text = ${searchText({ ...after, phoneKey: keys.phoneKey })}`,
    sql`version = version + 1, updated_at = ${actor.at}::timestamptz`,
  ]
  if (source) sets.push(sql`channel_id = ${source.channelId}::int, campaign_id = ${source.campaignId}::int`)
  if ('owner' in changes) sets.push(sql`owner_id = ${await ownerId(tx, after.owner ?? null)}::int`)
  await tx.run(sql`update lead set ${join(sets)} where id = ${leadId}`)
}

async function ownerId(tx: Tx, email: string | null): Promise<number | null> {
  if (email === null) return null
  const person = await tx.one<{ id: number }>(sql`
    select id from person
    where email = lower(${email}) and status in ('active', 'invited') and 'marketer' = any (roles)`)
  if (person) return person.id
  return refuse('UNKNOWN_PERSON', { name: email }, [
    { path: 'owner', code: 'unknown_person', message: 'there is no such marketer' },
  ])
}

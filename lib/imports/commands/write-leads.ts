import { displayNameOf, lockIntake } from '@/lib/leads/commands/create'
import { companyKey, emailKey, phoneKey, websiteKey } from '@/lib/leads/identity'
import { defaultOrigin } from '@/lib/leads/policy'
import { searchText } from '@/lib/leads/search-text'
import type { Actor } from '@/lib/platform/actor'
import { copyRows } from '@/lib/platform/db/copy'
import type { LeadStatus } from '@/lib/platform/db/generated/enums'
import { sql } from '@/lib/platform/db/sql'
import type { Tx } from '@/lib/platform/db/transaction'
import { LeadLedger } from '../ledger'
import { canChangeFact } from '../policy'
import type { LeadRow } from '../row'
import { makerIn } from './names'
import { type LeadRun, type NewLead, sortLeadRows } from './sort-leads'
import { stageOf } from './stages'
import { type Numbered, type Tally, tallyOf } from './tally'
import { addTouches, readLeads, writeChanges } from './write-known-leads'

/**
 * Writes the leads of a batch as `sortLeadRows` says: new ones by COPY, repeated ones as touches or changes.
 */
export async function writeLeadRows(
  tx: Tx,
  actor: Actor,
  run: LeadRun,
  rows: readonly Numbered<LeadRow>[],
): Promise<Tally> {
  await lockIntake(tx)
  const made = new Map<number, NewLead>()
  const sorted = await sortLeadRows(tx, run, rows, {
    maker: makerIn(tx, run.id, actor.at),
    ledger: new LeadLedger(),
    origin: defaultOrigin(actor),
    mayChange: (lead, fact) => canChangeFact(actor, lead, fact),
    now: actor.at,
    reserveIds: (count) => reserveIds(tx, count),
    read: (ids) => readLeads(tx, ids, sql`for update`),
    isMade: (id) => made.has(id),
    made: (id) => made.get(id),
    remember: (lead) => made.set(lead.id, lead),
  })
  await insertLeads(tx, actor, run, sorted.fresh)
  await addTouches(tx, actor, run.id, sorted.touches)
  await writeChanges(tx, actor, run, sorted.changed)
  return tallyOf(sorted)
}

async function reserveIds(tx: Tx, count: number): Promise<number[]> {
  const rows = await tx.rows<{ id: number }>(
    sql`select nextval(pg_get_serial_sequence('lead', 'id'))::int as id from generate_series(1, ${count}::int)`,
  )
  return rows.map(({ id }) => id)
}

const LEAD_TARGET = `lead (id, status, origin, external_id, company, contact_name, job_title, email, phone, website,
  country, region, segment, expected_amount, note, display_name, sort_name, channel_id, campaign_id, utm_source, utm_medium, utm_campaign,
  utm_term, utm_content, owner_id, assignee_id, grade, computed_grade, need_formed, value_understood, has_budget,
  ready_soon, response, created_at, updated_at, status_since, last_contact_at, qualified_at, handed_off_at,
  accepted_at, deal_at, won_at, lost_at, email_key, phone_key, company_key, website_key,
  search_text, import_id)`
const EVENT_TARGET = 'lead_event (lead_id, type, from_status, to_status, actor_id, at, data)'
const DEAL_TARGET = 'deal (lead_id, title, state, owner_id, opened_at, closed_at, updated_at)'

async function insertLeads(tx: Tx, actor: Actor, run: LeadRun, leads: readonly NewLead[]): Promise<void> {
  if (leads.length === 0) return
  const made = leads.map((lead) => ({ lead, ...stageOf(lead, actor.at) }))
  await copyRows(
    tx,
    LEAD_TARGET,
    made.map(({ lead, createdAt, grade, computed, stages, status }) => {
      const displayName = displayNameOf(lead)
      const phone = phoneKey(lead.phone, run.defaultCountry)
      const since = stages.at(-1)?.at ?? createdAt
      const qualifiedAt = stages.find((stage) => stage.status === 'qualified')?.at
      return [
        lead.id,
        status,
        lead.origin,
        lead.externalId,
        lead.company,
        lead.contactName,
        lead.jobTitle,
        lead.email,
        lead.phone,
        lead.website,
        lead.country,
        lead.region,
        lead.segment,
        lead.expectedAmount,
        lead.note,
        displayName,
        displayName.toLowerCase(),
        lead.channelId,
        lead.campaignId,
        lead['utm.source'],
        lead['utm.medium'],
        lead['utm.campaign'],
        lead['utm.term'],
        lead['utm.content'],
        lead.ownerId,
        lead.assigneeId,
        grade,
        computed,
        lead.needFormed,
        lead.valueUnderstood,
        lead.hasBudget,
        lead.readySoon,
        lead.response,
        createdAt,
        actor.at,
        since,
        since > createdAt ? since : createdAt,
        qualifiedAt,
        lead.handedOffAt,
        lead.acceptedAt,
        lead.dealAt,
        lead.wonAt,
        lead.lostAt,
        emailKey(lead.email),
        phone,
        companyKey(lead.company),
        websiteKey(lead.website, lead.email),
        searchText({ ...lead, phoneKey: phone }),
        run.id,
      ]
    }),
  )
  await copyRows(
    tx,
    EVENT_TARGET,
    made.flatMap(({ lead, createdAt, grade, stages }) => {
      const created = { origin: lead.origin, channel: lead.channel, campaign: lead.campaign }
      const data = (more: object) => JSON.stringify({ importId: run.id, ...more })
      let from: LeadStatus = 'new'
      return [
        [lead.id, 'created', null, 'new', actor.personId, createdAt, data(created)] as const,
        ...stages.map(({ status, type, at }) => {
          const event = [
            lead.id,
            type,
            from,
            status,
            actor.personId,
            at,
            data(status === 'qualified' ? { grade } : {}),
          ] as const
          from = status
          return event
        }),
      ]
    }),
  )
  await copyRows(
    tx,
    DEAL_TARGET,
    made.flatMap(({ lead, status }) => {
      if (status !== 'deal' && status !== 'won' && status !== 'lost') return []
      const closedAt = status === 'won' ? lead.wonAt : status === 'lost' ? lead.lostAt : null
      const openedAt = lead.dealAt ?? lead.acceptedAt ?? closedAt ?? actor.at
      const state = status === 'deal' ? 'open' : status
      return [[lead.id, displayNameOf(lead), state, lead.assigneeId, openedAt, closedAt, actor.at]]
    }),
  )
}

import { displayNameOf, lockIntake } from '@/lib/leads/commands/create'
import { gradeOf } from '@/lib/leads/grading'
import { companyKey, emailKey, phoneKey, searchText } from '@/lib/leads/identity'
import { defaultOrigin } from '@/lib/leads/policy'
import type { Actor } from '@/lib/platform/actor'
import { copyRows } from '@/lib/platform/db/copy'
import type { LeadStatus } from '@/lib/platform/db/generated/enums'
import { sql } from '@/lib/platform/db/sql'
import type { Tx } from '@/lib/platform/db/transaction'
import { type MappingOf, matchKey } from '../mapping'
import type { LeadRow } from '../row'
import { findMatches, type MatchKeys } from './match'
import { findPeople, findPlaces } from './names'
import { type Numbered, noTally, rejectRow, type Tally } from './tally'
import { addTouches, type ImportedTouch, updateLeads } from './write-known-leads'

export type LeadRun = {
  id: number
  mapping: MappingOf<'leads'>
  timeZone: string
  defaultCountry: string
}

/** A lead of the file on its way into the table. */
export type NewLead = LeadRow & {
  id: number
  channelId: number | null
  campaignId: number | null
  ownerId: number | null
  assigneeId: number | null
}

/** What a row turned out to be about: a lead that is there, or one of this batch. */
type Target = { known: number } | { fresh: NewLead }

/**
 * Writes the leads of a batch: new ones by COPY, repeated ones as the mapping says (touch, update, skip, create).
 * Two rows of one file that say who they are by the same key are about the same lead; equal rows that do not are
 * different leads. Stage times count for leads that the import creates; what became of known leads is for `outcomes`.
 */
export async function writeLeadRows(
  tx: Tx,
  actor: Actor,
  run: LeadRun,
  rows: readonly Numbered<LeadRow>[],
): Promise<Tally> {
  const { mapping } = run
  const tally = noTally()
  await lockIntake(tx)
  const values = rows.map(({ value }) => value)
  const places = await findPlaces(tx, values, mapping.createMissing)
  const names = values.flatMap(({ owner, assignee }) => [owner, assignee])
  const people = await findPeople(tx, names, mapping.createMissing, actor.at)
  const keys = values.map((value) => keysOf(run, value))
  const known = await findMatches(tx, keys, mapping.onMatch !== 'touch')
  const ids = await reserveIds(tx, rows.length)

  const targets = new Map<string, Target>()
  const fresh: NewLead[] = []
  const updates = new Map<number, LeadRow[]>()
  const touches: ImportedTouch[] = []
  for (const [index, row] of rows.entries()) {
    const { value } = row
    const place = places.idsOf(value.channel, value.campaign)
    if ('problem' in place) {
      tally.rejected.push(rejectRow(row, place.problem, place.value))
      continue
    }
    const stranger = [value.owner, value.assignee].find((name) => name !== null && !people.has(name))
    if (stranger) {
      tally.rejected.push(rejectRow(row, 'unknown_person', stranger))
      continue
    }
    const mine = keys[index] ?? []
    const target = mapping.onMatch === 'create' ? undefined : targetOf(mine, targets, known)
    if (!target) {
      const lead: NewLead = {
        ...value,
        ...place,
        id: ids[fresh.length] ?? 0,
        externalId: mapping.identity === 'row' ? `import-${run.id}-${row.row}` : value.externalId,
        ownerId: value.owner === null ? null : (people.get(value.owner) ?? null),
        assigneeId: value.assignee === null ? null : (people.get(value.assignee) ?? null),
      }
      fresh.push(lead)
      for (const key of mine) targets.set(key, { fresh: lead })
      tally.created++
    } else if (mapping.onMatch === 'skip') {
      tally.skipped++
    } else if (mapping.onMatch === 'touch') {
      touches.push({ leadId: 'known' in target ? target.known : target.fresh.id, value, ...place })
      tally.touched++
    } else if ('known' in target) {
      updates.set(target.known, [...(updates.get(target.known) ?? []), value])
    } else {
      Object.assign(target.fresh, said(value), value.channel ? place : {})
      tally.updated++
    }
  }
  await insertLeads(tx, actor, run, fresh)
  await addTouches(tx, actor, run.id, touches)
  const changed = await updateLeads(tx, actor, { ...run, places, people }, updates)
  tally.updated += changed.updated
  tally.skipped += changed.same
  return tally
}

function keysOf({ mapping, defaultCountry }: LeadRun, value: LeadRow): MatchKeys {
  if (mapping.identity === 'row' && !mapping.matchBy) return []
  const by = matchKey(mapping)
  const keys: MatchKeys = []
  if (by === 'externalId' && value.externalId) keys.push(`x:${value.externalId}`)
  const email = by === 'email' || by === 'contact' ? emailKey(value.email) : null
  if (email) keys.push(`e:${email}`)
  const phone = by === 'phone' || by === 'contact' ? phoneKey(value.phone, defaultCountry) : null
  if (phone) keys.push(`p:${phone}`)
  return keys
}

function targetOf(
  keys: MatchKeys,
  targets: ReadonlyMap<string, Target>,
  known: ReadonlyMap<string, number>,
): Target | undefined {
  for (const key of keys) {
    const id = known.get(key)
    if (id !== undefined) return { known: id }
    const target = targets.get(key)
    if (target) return target
  }
  return undefined
}

/** The fields that a row says something about. */
function said(value: LeadRow): Partial<LeadRow> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null))
}

async function reserveIds(tx: Tx, count: number): Promise<number[]> {
  const rows = await tx.rows<{ id: number }>(
    sql`select nextval(pg_get_serial_sequence('lead', 'id'))::int as id from generate_series(1, ${count}::int)`,
  )
  return rows.map(({ id }) => id)
}

type Stage = { status: LeadStatus; type: string; at: Date }

/** The stages that a lead of a file has been through, in the order of the life of a lead, and where it is now. */
export function stagesOf(
  lead: LeadRow,
  graded: boolean,
  createdAt: Date,
): { stages: Stage[]; status: LeadStatus } {
  const stages: Stage[] = []
  const qualifiedAt = lead.qualifiedAt ?? lead.handedOffAt ?? (graded ? createdAt : null)
  if (qualifiedAt) stages.push({ status: 'qualified', type: 'qualified', at: qualifiedAt })
  if (lead.handedOffAt) stages.push({ status: 'handed_off', type: 'handed_off', at: lead.handedOffAt })
  if (lead.acceptedAt) stages.push({ status: 'accepted', type: 'accepted', at: lead.acceptedAt })
  if (lead.dealAt) stages.push({ status: 'deal', type: 'deal_opened', at: lead.dealAt })
  const ends: Stage[] = []
  if (lead.wonAt) ends.push({ status: 'won', type: 'won', at: lead.wonAt })
  if (lead.lostAt) ends.push({ status: 'lost', type: 'lost', at: lead.lostAt })
  stages.push(...ends.sort((a, b) => a.at.getTime() - b.at.getTime()))
  const last = stages.at(-1)?.status ?? 'new'
  // A handoff is an offer to somebody with a clock, which no file can make: the lead waits to be offered here.
  return { stages, status: last === 'handed_off' ? 'qualified' : last }
}

/** Known earlier than everything else that the file says of it. */
function createdAtOf(lead: LeadRow, now: Date): Date {
  if (lead.createdAt) return lead.createdAt
  const times = [lead.qualifiedAt, lead.handedOffAt, lead.acceptedAt, lead.dealAt, lead.wonAt, lead.lostAt]
  return times.reduce<Date>((first, time) => (time && time < first ? time : first), now)
}

function gradesOf(lead: LeadRow) {
  const { needFormed, valueUnderstood, hasBudget, readySoon, response } = lead
  if (!needFormed || !valueUnderstood || !hasBudget || !readySoon || !response) {
    return { grade: lead.grade, computed: null }
  }
  const computed = gradeOf({ needFormed, valueUnderstood, hasBudget, readySoon, response }).grade
  return { grade: lead.grade ?? computed, computed }
}

const LEAD_TARGET = `lead (id, status, origin, external_id, company, contact_name, job_title, email, phone, website,
  country, region, segment, expected_amount, note, display_name, sort_name, channel_id, campaign_id, utm_source, utm_medium, utm_campaign,
  utm_term, utm_content, owner_id, assignee_id, grade, computed_grade, need_formed, value_understood, has_budget,
  ready_soon, response, created_at, updated_at, status_since, last_contact_at, qualified_at, handed_off_at,
  accepted_at, deal_at, won_at, lost_at, email_key, phone_key, company_key, search_text, import_id)`
const EVENT_TARGET = 'lead_event (lead_id, type, from_status, to_status, actor_id, at, data)'
const DEAL_TARGET = 'deal (lead_id, title, state, owner_id, opened_at, closed_at, updated_at)'

async function insertLeads(tx: Tx, actor: Actor, run: LeadRun, leads: readonly NewLead[]): Promise<void> {
  if (leads.length === 0) return
  const origin = defaultOrigin(actor)
  const made = leads.map((lead) => {
    const createdAt = createdAtOf(lead, actor.at)
    const { grade, computed } = gradesOf(lead)
    return { lead, createdAt, grade, computed, ...stagesOf(lead, grade !== null, createdAt) }
  })
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
        lead.origin ?? origin,
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
        searchText({ ...lead, phoneKey: phone }),
        run.id,
      ]
    }),
  )
  await copyRows(
    tx,
    EVENT_TARGET,
    made.flatMap(({ lead, createdAt, grade, stages }) => {
      const created = { origin: lead.origin ?? origin, channel: lead.channel, campaign: lead.campaign }
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

import { displayNameOf, lockIntake } from '@/lib/leads/commands/create'
import { homeCountry } from '@/lib/leads/commands/source'
import { keysOfLead } from '@/lib/leads/lead-keys'
import { copyRows } from '@/lib/platform/db/copy'
import { sql } from '@/lib/platform/db/sql'
import type { Tx } from '@/lib/platform/db/transaction'
import type { TakenBack, Undoer } from './take-back'

type Place = { importId: number; after: number; limit: number }

/** Why a lead stays as it is: the last thing that somebody did with it since. */
type Work = { leadId: number; why: string; byId: number | null; at: Date }
type KeptLead = Work & { kind: string; name: string }

const NOTHING: TakenBack = { removed: 0, restored: 0, kept: 0, last: null }

/** Removes leads that the import created, with what it gave them; their history stays, and says how it ended. */
export async function removeCreatedLeads(
  tx: Tx,
  by: Undoer,
  { importId, after, limit }: Place,
): Promise<TakenBack> {
  await lockIntake(tx)
  const leads = await tx.rows<{ id: number; name: string }>(sql`
    select id, display_name as name from lead where import_id = ${importId} and id > ${after}
    order by id limit ${limit} for update`)
  if (leads.length === 0) return { ...NOTHING, kept: await keepMerged(tx, importId) }
  const worked = await workSince(
    tx,
    importId,
    leads.map(({ id }) => id),
  )
  const free = leads.filter(({ id }) => !worked.has(id))
  await noteAll(
    tx,
    by,
    'import_removed',
    free.map(({ id, name }) => ({ leadId: id, data: { importId, name } })),
  )
  await tx.run(sql`delete from lead where id = any (${free.map(({ id }) => id)}::int[])`)
  const kept = leads.flatMap(({ id, name }) => {
    const work = worked.get(id)
    return work ? [{ ...work, kind: 'created', name }] : []
  })
  await keepLeads(tx, importId, kept)
  return { removed: free.length, restored: 0, kept: kept.length, last: leads.at(-1)?.id ?? null }
}

/** Leads that the import created and somebody merged into others since. */
async function keepMerged(tx: Tx, importId: number): Promise<number> {
  return tx.run(sql`
    insert into import_kept (import_id, kind, lead_id, name, why, by_id, at)
    select ${importId}::int, 'created', m.merged_id, m.display_name, 'merged_into', m.merged_by_id, m.merged_at
    from lead_merge m
    where m.live_id is not null and m.before @> ${JSON.stringify({ merged: { import_id: importId } })}::jsonb
    order by m.merged_id`)
}

type Effect = {
  subject: number
  kind: 'updated' | 'touched' | 'outcome'
  before: Record<string, unknown>
  made: { at?: string; dealId?: number; deal?: { id: number } }
}

type Typed = {
  id: number
  name: string
  importId: number | null
  status: string
  row: Record<string, string | null>
}

/** Puts leads back as they were before the import changed, touched or closed them. */
export async function takeBackLeads(
  tx: Tx,
  by: Undoer,
  { importId, after, limit }: Place,
): Promise<TakenBack> {
  const subjects = await tx.rows<{ id: number }>(sql`
    select distinct subject as id from import_effect
    where import_id = ${importId} and kind <> 'spend' and subject > ${after} order by subject limit ${limit}`)
  if (subjects.length === 0) return NOTHING
  const ids = subjects.map(({ id }) => id)
  await lockIntake(tx)
  const leads = await tx.rows<Typed>(sql`
    select id, display_name as name, import_id as "importId", status, jsonb_build_object('company', company,
      'contact_name', contact_name, 'email', email, 'phone', phone, 'website', website, 'external_id', external_id) as row
    from lead where id = any (${ids}::int[]) order by id for update`)
  const effects = Map.groupBy(
    await tx.rows<Effect>(sql`
      delete from import_effect where import_id = ${importId} and kind <> 'spend' and subject = any (${ids}::int[])
      returning subject, kind, coalesce(before, '{}') as before, made, id`),
    ({ subject }) => subject,
  )
  const worked = await workSince(tx, importId, ids)
  // what the import created goes as a whole, or stays
  const known = leads.filter((lead) => lead.importId !== importId)
  const free = known.filter(({ id }) => !worked.has(id))
  const taken = free.map((lead) => ({ lead, effects: effects.get(lead.id) ?? [] }))
  await restore(tx, by, importId, taken)
  const here = new Map(leads.map((lead) => [lead.id, lead]))
  const gone = await mergedSince(
    tx,
    ids.filter((id) => !here.has(id)),
  )
  const kindOf = (id: number) => strongest(effects.get(id) ?? [])
  const kept = [
    ...known.flatMap(({ id, name }) => {
      const work = worked.get(id)
      return work ? [{ ...work, kind: kindOf(id), name }] : []
    }),
    ...gone.map((merge) => ({ ...merge, kind: kindOf(merge.leadId) })),
  ]
  await keepLeads(tx, importId, kept)
  return { removed: 0, restored: free.length, kept: kept.length, last: ids.at(-1) ?? null }
}

function strongest(effects: readonly Effect[]): Effect['kind'] {
  const kinds = effects.map(({ kind }) => kind)
  return kinds.includes('outcome') ? 'outcome' : kinds.includes('updated') ? 'updated' : 'touched'
}

/** What the database and the others call a lead follows from its facts, by the rules of now. */
function derived(row: Typed['row'], defaultCountry: string) {
  const named = {
    company: row.company,
    contactName: row.contact_name,
    externalId: row.external_id,
    email: row.email,
    phone: row.phone,
    website: row.website,
  }
  const name = displayNameOf(named)
  const keys = keysOfLead(named, defaultCountry)
  return {
    display_name: name,
    sort_name: name.toLowerCase(),
    email_key: keys.emailKey,
    phone_key: keys.phoneKey,
    company_key: keys.companyKey,
    website_key: keys.websiteKey,
    search_text: keys.searchText,
  }
}

/** All that an import writes of a lead that was there. */
const WRITTEN = sql`
  origin, external_id, company, contact_name, job_title, email, phone, website, country, region, segment, expected_amount,
  note, utm_source, utm_medium, utm_campaign, utm_term, utm_content, channel_id, campaign_id, owner_id, assignee_id,
  display_name, sort_name, email_key, phone_key, company_key, website_key, search_text, status, status_since, accepted_at,
  won_at, lost_at, nurture_wake_on, nurture_next_step, woken_by_touch_id, last_contact_at`

async function restore(
  tx: Tx,
  by: Undoer,
  importId: number,
  taken: readonly { lead: Typed; effects: readonly Effect[] }[],
): Promise<void> {
  if (taken.length === 0) return
  const ids = taken.map(({ lead }) => lead.id)
  const home = await homeCountry(tx)
  // The first effect's "before" is the oldest, so it has the last word.
  const rows = taken.map(({ lead, effects }) => {
    const before: Record<string, unknown> = Object.assign(
      {},
      ...effects.toReversed().map((one) => one.before),
    )
    const facts = { ...lead.row, ...before } as Typed['row']
    const isUpdated = effects.some(({ kind }) => kind === 'updated')
    return {
      id: lead.id,
      row: { ...before, ...(isUpdated ? derived(facts, home) : {}) },
      edits: effects.some(({ kind }) => kind !== 'touched'),
    }
  })
  await takeDealsBack(tx, by, taken)
  await tx.run(sql`
    delete from touch where lead_id = any (${ids}::int[]) and data @> ${JSON.stringify({ importId })}::jsonb`)
  await tx.run(sql`
    update lead l set version = l.version + (case when r.edits then 1 else 0 end),
      updated_at = ${by.at}::timestamptz,
      (${WRITTEN}) = (select ${WRITTEN} from jsonb_populate_record(l, r.row))
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id int, row jsonb, edits boolean) where l.id = r.id`)
  await takePlansBack(tx, taken)
  const statusNow = new Map(
    (
      await tx.rows<{ id: number; status: string }>(sql`
        select id, status from lead where id = any (${ids}::int[])`)
    ).map(({ id, status }) => [id, status]),
  )
  await noteAll(
    tx,
    by,
    'import_undone',
    taken.map(({ lead, effects }) => {
      const to = statusNow.get(lead.id)
      const moved = to !== lead.status ? { from: lead.status, to } : {}
      return { leadId: lead.id, data: { importId, kind: strongest(effects) }, ...moved }
    }),
  )
}

/** Deals that the import made go, those that it closed are as before; the lead's revenue follows by a trigger. */
async function takeDealsBack(
  tx: Tx,
  by: Undoer,
  taken: readonly { effects: readonly Effect[] }[],
): Promise<void> {
  const outcomes = taken.flatMap(({ effects }) => effects.filter(({ kind }) => kind === 'outcome'))
  if (outcomes.length === 0) return
  const made = outcomes.flatMap((effect) => effect.made.dealId ?? [])
  const closed = outcomes.flatMap((effect) => effect.made.deal ?? [])
  await tx.run(sql`delete from deal where id = any (${made}::int[])`)
  await tx.run(sql`
    update deal d set state = r.state, amount = r.amount, closed_at = r.closed_at, lost_reason = r.lost_reason,
      version = d.version + 1, updated_at = ${by.at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(closed)}::jsonb) as r(id int, state deal_state, amount numeric,
      closed_at timestamptz, lost_reason text)
    where d.id = r.id`)
}

/** A plan that ended because the file's outcome took the lead out of nurture goes on. */
async function takePlansBack(
  tx: Tx,
  taken: readonly { lead: Typed; effects: readonly Effect[] }[],
): Promise<void> {
  const left = taken.flatMap(({ lead, effects }) =>
    effects.flatMap(({ kind, before, made }) =>
      kind === 'outcome' && before.status === 'nurture' ? [{ id: lead.id, at: made.at }] : [],
    ),
  )
  if (left.length === 0) return
  await tx.run(sql`
    with again as (
      update nurture_enrolment e set ended_at = null, "end" = null
      from jsonb_to_recordset(${JSON.stringify(left)}::jsonb) as r(id int, at timestamptz)
      where e.lead_id = r.id and e."end" = 'left' and e.ended_at = r.at
      returning e.id, r.at)
    update nurture_step s set skipped_at = null from again
    where s.enrolment_id = again.id and s.skipped_at = again.at and s.done_at is null`)
}

/**
 * Who has worked on these leads since the import came to them. Every change of a lead leaves an event; the import's own
 * and those of imports that have been undone are no work, and a lead that woke woke by a touch, which has its own event.
 */
async function workSince(tx: Tx, importId: number, leadIds: readonly number[]): Promise<Map<number, Work>> {
  const found = await tx.rows<Work>(sql`
    with mine as (
      select lead_id, min(id) as first from lead_event
      where lead_id = any (${[...leadIds]}::int[]) and (data -> 'importId')::int = ${importId} group by lead_id)
    select distinct on (e.lead_id) e.lead_id as "leadId", e.type as why, e.actor_id as "byId", e.at
    from mine join lead_event e on e.lead_id = mine.lead_id and e.id > mine.first
    where (e.data -> 'importId')::int is distinct from ${importId} and e.type <> 'woke'
      and not exists (select from import_run r where r.id = (e.data -> 'importId')::int and r.state = 'undone')
    order by e.lead_id, e.id desc`)
  return new Map(found.map((work) => [work.leadId, work]))
}

async function mergedSince(tx: Tx, leadIds: readonly number[]): Promise<(Work & { name: string })[]> {
  if (leadIds.length === 0) return []
  return tx.rows(sql`
    select merged_id as "leadId", display_name as name, 'merged_into' as why, merged_by_id as "byId", merged_at as at
    from lead_merge where live_id is not null and merged_id = any (${[...leadIds]}::int[]) order by merged_id`)
}

async function keepLeads(tx: Tx, importId: number, kept: readonly KeptLead[]): Promise<void> {
  await copyRows(
    tx,
    'import_kept (import_id, kind, lead_id, name, why, by_id, at)',
    kept.map(({ kind, leadId, name, why, byId, at }) => [importId, kind, leadId, name, why, byId, at]),
  )
}

type Noted = { leadId: number; from?: string; to?: string; data: object }

async function noteAll(tx: Tx, by: Undoer, type: string, notes: readonly Noted[]): Promise<void> {
  if (notes.length === 0) return
  await copyRows(
    tx,
    'lead_event (lead_id, type, from_status, to_status, actor_id, at, data)',
    notes.map(({ leadId, from, to, data }) => [
      leadId,
      type,
      from,
      to,
      by.personId,
      by.at,
      JSON.stringify(data),
    ]),
  )
}

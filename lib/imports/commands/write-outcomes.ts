import { lockIntake } from '@/lib/leads/commands/create'
import { emailKey } from '@/lib/leads/identity'
import type { Actor } from '@/lib/platform/actor'
import { copyRows } from '@/lib/platform/db/copy'
import type { LeadStatus } from '@/lib/platform/db/generated/enums'
import { sql } from '@/lib/platform/db/sql'
import type { Tx } from '@/lib/platform/db/transaction'
import type { MappingOf } from '../mapping'
import type { OutcomeRow } from '../row'
import { findMatches } from './match'
import { findPeople } from './names'
import { type Numbered, noTally, rejectRow, type Tally } from './tally'

type KnownLead = {
  id: number
  status: LeadStatus
  displayName: string
  openDealId: number | null
  assigneeId: number | null
}

/** What becomes of a lead by a row: its new state, when, by whom and for how much. */
type Outcome = {
  lead: KnownLead
  row: OutcomeRow
  at: Date
  personId: number | null
}

/**
 * Writes what became of leads that are there: won or lost, with the times, the rep and the amount that the file gives.
 * The lead's history gets an event for each; its deal is closed, or made when it had none. A lead that is closed already
 * is left alone (skipped when the row says the same), one that waits for a verdict here is not decided by a file.
 */
export async function writeOutcomeRows(
  tx: Tx,
  actor: Actor,
  run: { id: number; mapping: MappingOf<'outcomes'> },
  rows: readonly Numbered<OutcomeRow>[],
): Promise<Tally> {
  const { mapping } = run
  const tally = noTally()
  await lockIntake(tx)
  const keys = rows.map(({ value }) => keysOf(mapping, value))
  const matches = await findMatches(tx, keys, true)
  const names = rows.map(({ value }) => value.assignee)
  const people = await findPeople(tx, names, mapping.createMissing, actor.at)
  const leads = await lockLeads(tx, [...new Set(matches.values())])

  const outcomes: Outcome[] = []
  for (const [index, row] of rows.entries()) {
    const { value } = row
    const id = keys[index]?.map((key) => matches.get(key)).find((match) => match !== undefined)
    const lead = id === undefined ? undefined : leads.get(id)
    const problem = lead ? problemWith(lead, value, people) : 'unknown_lead'
    if (problem === 'same') {
      tally.skipped++
    } else if (problem || !lead) {
      tally.rejected.push(rejectRow(row, problem ?? 'unknown_lead', value.externalId ?? value.email ?? ''))
    } else {
      const at = (value.outcome === 'won' ? value.wonAt : value.lostAt) ?? actor.at
      const personId = value.assignee === null ? lead.assigneeId : (people.get(value.assignee) ?? null)
      outcomes.push({ lead: { ...lead }, row: value, at, personId })
      lead.status = value.outcome // a later row of the same file meets it closed
      tally.updated++
    }
  }
  await closeLeads(tx, actor, run.id, outcomes)
  return tally
}

function keysOf(mapping: MappingOf<'outcomes'>, { externalId, email }: OutcomeRow): string[] {
  const address = emailKey(email)
  const byId = externalId && mapping.matchBy !== 'email' ? [`x:${externalId}`] : []
  const byMail = address && mapping.matchBy !== 'externalId' ? [`e:${address}`] : []
  return [...byId, ...byMail]
}

function problemWith(
  lead: KnownLead,
  row: OutcomeRow,
  people: ReadonlyMap<string, number>,
): 'same' | 'already_closed' | 'waits_for_verdict' | 'unknown_person' | null {
  if (lead.status === row.outcome) return 'same'
  if (lead.status === 'won' || lead.status === 'lost' || lead.status === 'disqualified')
    return 'already_closed'
  if (lead.status === 'handed_off') return 'waits_for_verdict'
  return row.assignee !== null && !people.has(row.assignee) ? 'unknown_person' : null
}

async function lockLeads(tx: Tx, ids: number[]): Promise<Map<number, KnownLead>> {
  const rows = await tx.rows<KnownLead>(sql`
    select l.id, l.status, l.display_name as "displayName", l.assignee_id as "assigneeId",
      (select d.id from deal d where d.lead_id = l.id and d.state = 'open') as "openDealId"
    from lead l where l.id = any (${ids}::int[]) order by l.id for update of l`)
  return new Map(rows.map((lead) => [lead.id, lead]))
}

async function closeLeads(
  tx: Tx,
  actor: Actor,
  importId: number,
  outcomes: readonly Outcome[],
): Promise<void> {
  if (outcomes.length === 0) return
  const rows = outcomes.map(({ lead, row, at, personId }) => ({
    id: lead.id,
    status: row.outcome,
    accepted_at: row.acceptedAt,
    won_at: row.outcome === 'won' ? at : null,
    lost_at: row.outcome === 'lost' ? at : null,
    at,
    assignee_id: personId,
    amount: row.amount,
    reason: row.reason,
    title: lead.displayName,
    deal_id: lead.openDealId,
    opened_at: row.acceptedAt ?? at,
  }))
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id int, status text, accepted_at timestamptz,
    won_at timestamptz, lost_at timestamptz, at timestamptz, assignee_id int, amount numeric, reason text, title text,
    deal_id int, opened_at timestamptz)`
  await tx.run(sql`
    update lead l set status = r.status::lead_status, version = l.version + 1, updated_at = ${actor.at}::timestamptz,
      status_since = r.at, accepted_at = coalesce(l.accepted_at, r.accepted_at), won_at = coalesce(l.won_at, r.won_at),
      lost_at = coalesce(l.lost_at, r.lost_at), assignee_id = r.assignee_id, nurture_wake_on = null,
      nurture_next_step = null, woken_by_touch_id = null
    from ${given} where l.id = r.id`)
  await tx.run(sql`
    update deal d set state = r.status::deal_state, amount = coalesce(r.amount, d.amount), closed_at = r.at,
      lost_reason = r.reason, version = d.version + 1, updated_at = ${actor.at}::timestamptz
    from ${given} where d.id = r.deal_id`)
  await tx.run(sql`
    insert into deal (lead_id, title, amount, state, owner_id, opened_at, closed_at, lost_reason, updated_at)
    select r.id, r.title, r.amount, r.status::deal_state, r.assignee_id, least(r.opened_at, r.at), r.at, r.reason,
      ${actor.at}::timestamptz
    from ${given} where r.deal_id is null`)
  await copyRows(
    tx,
    'lead_event (lead_id, type, from_status, to_status, actor_id, at, reason, data)',
    outcomes.map(({ lead, row, at }) => [
      lead.id,
      row.outcome,
      lead.status,
      row.outcome,
      actor.personId,
      at,
      row.reason,
      JSON.stringify({ importId, amount: row.amount, acceptedAt: row.acceptedAt, rep: row.assignee }),
    ]),
  )
}

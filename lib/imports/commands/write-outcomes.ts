import { lockIntake } from '@/lib/leads/commands/create'
import type { Actor } from '@/lib/platform/actor'
import { copyRows } from '@/lib/platform/db/copy'
import { type Database, type Sql, sql } from '@/lib/platform/db/sql'
import type { Tx } from '@/lib/platform/db/transaction'
import { LeadLedger } from '../ledger'
import type { MappingOf } from '../mapping'
import { reasonReader } from '../reason-words'
import type { OutcomeRow } from '../row'
import { makerIn } from './names'
import { type KnownLead, type Outcome, sortOutcomeRows } from './sort-outcomes'
import { type Numbered, type Tally, tallyOf } from './tally'

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
  await lockIntake(tx)
  const sorted = await sortOutcomeRows(tx, run.mapping, rows, {
    maker: makerIn(tx, run.id, actor.at),
    ledger: new LeadLedger(),
    decided: new Map(),
    now: actor.at,
    read: (ids) => readKnownLeads(tx, ids, sql`for update of l`),
  })
  await closeLeads(tx, actor, run.id, await worded(tx, actor, sorted.outcomes))
  return tallyOf(sorted)
}

/** The company's reasons in their words; others stay as they are: whoever loses a deal by hand writes what they like. */
async function worded(tx: Tx, { locale }: Actor, outcomes: Outcome[]): Promise<Outcome[]> {
  if (outcomes.every(({ row }) => row.reason === null)) return outcomes
  const reasons = await tx.rows<{ code: string; en: string; ru: string }>(sql`
    select code, name_en as en, name_ru as ru from rejection_reason order by archived_at is not null, position, id`)
  const wordsOf = reasonReader(reasons, locale)
  return outcomes.map((outcome) => {
    const { row } = outcome
    const words = row.reason === null ? undefined : wordsOf(row.reason)
    return words === undefined ? outcome : { ...outcome, row: { ...row, reason: words } }
  })
}

/** Leads as an outcome may close them; `lock` for who is about to. */
export function readKnownLeads(on: Database, ids: readonly number[], lock: Sql): Promise<KnownLead[]> {
  if (ids.length === 0) return Promise.resolve([])
  return on.rows<KnownLead>(sql`
    select l.id, l.status, l.display_name as "displayName", l.assignee_id as "assigneeId",
      (select d.id from deal d where d.lead_id = l.id and d.state = 'open') as "openDealId"
    from lead l where l.id = any (${ids}::int[]) order by l.id ${lock}`)
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
  await noteOutcomes(tx, actor, importId, outcomes)
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
  const deals = await tx.rows<{ id: number; leadId: number }>(sql`
    insert into deal (lead_id, title, amount, state, owner_id, opened_at, closed_at, lost_reason, updated_at)
    select r.id, r.title, r.amount, r.status::deal_state, r.assignee_id, least(r.opened_at, r.at), r.at, r.reason,
      ${actor.at}::timestamptz
    from ${given} where r.deal_id is null returning id, lead_id as "leadId"`)
  await noteDeals(tx, importId, deals)
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

/** Noted while leads and deals are as they were. A lead that the import's own rows made is not there for outcomes. */
async function noteOutcomes(
  tx: Tx,
  actor: Actor,
  importId: number,
  outcomes: readonly Outcome[],
): Promise<void> {
  await tx.run(sql`
    insert into import_effect (import_id, kind, subject, version, before, made)
    select ${importId}::int, 'outcome', l.id, l.version + 1, jsonb_build_object('status', l.status, 'status_since',
        l.status_since, 'accepted_at', l.accepted_at, 'won_at', l.won_at, 'lost_at', l.lost_at, 'assignee_id',
        l.assignee_id, 'nurture_wake_on', l.nurture_wake_on, 'nurture_next_step', l.nurture_next_step,
        'woken_by_touch_id', l.woken_by_touch_id),
      jsonb_strip_nulls(jsonb_build_object('at', ${actor.at}::timestamptz, 'deal', case when d.id is not null then
        jsonb_build_object('id', d.id, 'state', d.state, 'amount', d.amount) end))
    from lead l left join deal d on d.lead_id = l.id and d.state = 'open'
    where l.id = any (${outcomes.map(({ lead }) => lead.id)}::int[]) order by l.id`)
}

async function noteDeals(
  tx: Tx,
  importId: number,
  deals: readonly { id: number; leadId: number }[],
): Promise<void> {
  if (deals.length === 0) return
  await tx.run(sql`
    update import_effect e set made = e.made || jsonb_build_object('dealId', r.id)
    from jsonb_to_recordset(${JSON.stringify(deals)}::jsonb) as r(id int, "leadId" int)
    where e.import_id = ${importId} and e.subject = r."leadId" and e.kind = 'outcome'`)
}

import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { must } from '@/lib/platform/result'
import { type Comparable, type Likeness, likenessOf } from '../likeness'

/** Leads compared in one transaction: a tenth of a second or so. */
const BATCH = 100
/** A phone, website or company that more leads share is no sign: a switchboard, a marketplace, a large customer. */
const COMMON = 20
/** So many names before and after a company's in the alphabet are looked at. */
const NEIGHBOURS = 8
/** So many look-alikes are kept of each lead, the surest: a hundred leads with one address make a thousand pairs, not five. */
const KEPT = 10
const WRITING = 20_012

/**
 * Compares the leads that are new or changed with those they could be the same as, and keeps the pairs that look alike
 * (lib/leads/likeness.ts). What is taken from the list of leads to compare is committed with what was found, so a crash
 * loses nothing; what changes meanwhile is on the list again. Stops when the list is empty or `until` has come.
 */
export async function compareChangedLeads(at: Date, stop: () => boolean = () => false): Promise<number> {
  let compared = 0
  for (;;) {
    const taken = must(await inTransaction((tx) => compareSome(tx, at)))
    compared += taken
    if (taken === 0 || stop()) return compared
  }
}

async function compareSome(tx: Tx, at: Date): Promise<number> {
  const taken = await tx.rows<{ leadId: number }>(sql`
    delete from lead_to_compare where id in (select id from lead_to_compare order by id limit ${BATCH} for update skip locked)
    returning lead_id as "leadId"`)
  await compareLeads(
    tx,
    taken.map(({ leadId }) => leadId),
    at,
  )
  return taken.length
}

type Facts = Comparable & { id: number; ownerId: number | null; assigneeId: number | null }

/** Finds anew what these leads look like; one that is gone looks like nobody any more. */
export async function compareLeads(tx: Tx, leadIds: readonly number[], at: Date): Promise<void> {
  const ids = [...new Set(leadIds)].sort((a, b) => a - b)
  if (ids.length === 0) return
  const candidates = await findCandidates(tx, ids)
  const facts = await factsOf(tx, [...ids, ...[...candidates.values()].flatMap((found) => [...found])])
  const different = await saidDifferent(tx, ids)
  const pairs = new Map<string, Pair>()
  for (const id of ids) {
    const lead = facts.get(id)
    if (!lead) continue
    for (const pair of surest(lead, candidates.get(id) ?? new Set(), facts, different)) {
      pairs.set(keyOf(pair.low, pair.high), pair)
    }
  }
  // one writer at a time: a merge and the job would wait for each other's pairs
  await tx.run(sql`select pg_advisory_xact_lock(${WRITING})`)
  await tx.run(sql`
    delete from lead_suspect where low_id = any (${ids}::int[]) or high_id = any (${ids}::int[])`)
  const rows = [...pairs.values()].sort((a, b) => a.low - b.low || a.high - b.high)
  await tx.run(sql`
    insert into lead_suspect (low_id, high_id, score, reasons, people, different, found_at)
    select low, high, score, reasons, people, different, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(low int, high int, score smallint, reasons text[], people int[], different boolean)
    on conflict (low_id, high_id) do update set score = excluded.score, reasons = excluded.reasons,
      people = excluded.people, different = excluded.different, found_at = excluded.found_at`)
}

// ── candidates ──────────────────────────────────────────────────────────────────────────────────────────────────────

type Found = { lead: number; id: number; sign: 'email' | 'phone' | 'website' | 'company' | 'other' }

/**
 * Those with a sign in common, each way bounded and by an index. Companies of a similar name are sought among the
 * neighbours in the alphabet: the search by trigrams, as while typing, costs a hundred times as much, and there are
 * files of a hundred thousand rows.
 */
async function findCandidates(tx: Tx, ids: readonly number[]): Promise<Map<number, Set<number>>> {
  const found = await tx.rows<Found>(sql`
    select l.id as lead, c.id, c.sign
    from lead l cross join lateral (
      (select o.id, 'email' as sign from lead o where o.email_key = l.email_key limit ${COMMON + 2})
      union all
      (select o.id, 'phone' from lead o where o.phone_key = l.phone_key limit ${COMMON + 2})
      union all
      (select o.id, 'website' from lead o where o.website_key = l.website_key limit ${COMMON + 2})
      union all
      (select o.id, 'company' from lead o where o.company_key = l.company_key limit ${COMMON + 2})
      union all
      (select o.id, 'other' from lead o
        where o.website_key = l.website_key and lower(o.contact_name) = lower(l.contact_name) limit ${KEPT})
      union all
      (select o.id, 'other' from lead o
        where o.company_key = l.company_key and lower(o.contact_name) = lower(l.contact_name) limit ${KEPT})
      union all
      (select o.id, 'other' from lead o where o.company_key > l.company_key
        order by o.company_key limit ${NEIGHBOURS})
      union all
      (select o.id, 'other' from lead o where o.company_key < l.company_key
        order by o.company_key desc limit ${NEIGHBOURS})
    ) c
    where l.id = any (${ids}::int[]) and c.id <> l.id`)
  const counts = new Map<string, number>()
  const signOf = ({ lead, sign }: Found) => `${lead}:${sign}`
  for (const one of found) counts.set(signOf(one), (counts.get(signOf(one)) ?? 0) + 1)
  const candidates = new Map<number, Set<number>>()
  for (const one of found) {
    const common = one.sign !== 'email' && one.sign !== 'other' && (counts.get(signOf(one)) ?? 0) > COMMON
    if (common) continue
    const known = candidates.get(one.lead) ?? new Set()
    candidates.set(one.lead, known.add(one.id))
  }
  return candidates
}

async function factsOf(tx: Tx, ids: readonly number[]): Promise<Map<number, Facts>> {
  const rows = await tx.rows<Facts>(sql`
    select id, email_key as "emailKey", phone_key as "phoneKey", company_key as "companyKey",
      website_key as "websiteKey", contact_name as "contactName", country, status, status_since as "statusSince",
      created_at as "createdAt", owner_id as "ownerId", assignee_id as "assigneeId"
    from lead where id = any (${[...new Set(ids)]}::int[])`)
  return new Map(rows.map((row) => [row.id, row]))
}

async function saidDifferent(tx: Tx, ids: readonly number[]): Promise<Set<string>> {
  const rows = await tx.rows<{ low: number; high: number }>(sql`
    select low_id as low, high_id as high from lead_difference
    where low_id = any (${ids}::int[]) or high_id = any (${ids}::int[])`)
  return new Set(rows.map(({ low, high }) => keyOf(low, high)))
}

// ── pairs ───────────────────────────────────────────────────────────────────────────────────────────────────────────

type Pair = Likeness & { low: number; high: number; people: number[]; different: boolean }

const keyOf = (low: number, high: number) => `${low}:${high}`

/** What is to be looked at goes before what somebody has looked at. */
function surest(
  lead: Facts,
  candidates: ReadonlySet<number>,
  facts: ReadonlyMap<number, Facts>,
  different: ReadonlySet<string>,
): Pair[] {
  const pairs: Pair[] = []
  for (const id of candidates) {
    const other = facts.get(id)
    const likeness = other && likenessOf(lead, other)
    if (!likeness) continue
    const [low, high] = lead.id < id ? [lead.id, id] : [id, lead.id]
    const people = [lead.ownerId, lead.assigneeId, other.ownerId, other.assigneeId].filter(
      (person) => person !== null,
    )
    pairs.push({
      ...likeness,
      low,
      high,
      people: [...new Set(people)],
      different: different.has(keyOf(low, high)),
    })
  }
  return pairs
    .sort((a, b) => Number(a.different) - Number(b.different) || b.score - a.score || b.high - a.high)
    .slice(0, KEPT)
}

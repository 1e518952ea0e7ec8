import { CLOSED_STATUSES } from '@/lib/leads/lifecycle'
import { type Database, sql } from '@/lib/platform/db/sql'
import type { Candidate, Candidates } from '../ledger'

/** Keys that say who a row is about: `i:` our own number, `x:` an external id, `e:` an e-mail key, `p:` a phone key. */
export type MatchKeys = string[]

/** A key that hundreds of leads share names none of them better than the first ones. */
const ENOUGH = 20

/** The leads that are there already, by key; which of them a row is about is for the `LeadLedger` to say. */
export async function findMatches(on: Database, keys: readonly MatchKeys[]): Promise<Candidates> {
  const all = new Set(keys.flat())
  if (all.size === 0) return new Map()
  const of = (kind: string) => [...all].filter((key) => key.startsWith(kind)).map((key) => key.slice(2))
  const closed = [...CLOSED_STATUSES]
  const found = await on.rows<Candidate & { key: string }>(sql`
    select key, id, closed, lasting from (
      select found.*, row_number() over (partition by key order by closed, id) as place from (
        select 'i:' || id as key, id, status = any (${closed}::lead_status[]) as closed, true as lasting
          from lead where id = any (${numbers(of('i:'))}::int[])
        union all
        select 'x:' || external_id as key, id, status = any (${closed}::lead_status[]) as closed, false as lasting
          from lead where external_id = any (${of('x:')}::text[])
        union all
        select 'e:' || email_key, id, status = any (${closed}::lead_status[]), false
          from lead where email_key = any (${of('e:')}::text[])
        union all
        select 'p:' || phone_key, id, status = any (${closed}::lead_status[]), false
          from lead where phone_key = any (${of('p:')}::text[])
        union all
        select 'x:' || m.external_id, l.id, l.status = any (${closed}::lead_status[]), true
          from lead_merge m join lead l on l.id = m.live_id where m.external_id = any (${of('x:')}::text[])
        union all
        select 'e:' || m.email_key, l.id, l.status = any (${closed}::lead_status[]), true
          from lead_merge m join lead l on l.id = m.live_id where m.email_key = any (${of('e:')}::text[])
        union all
        select 'p:' || m.phone_key, l.id, l.status = any (${closed}::lead_status[]), true
          from lead_merge m join lead l on l.id = m.live_id where m.phone_key = any (${of('p:')}::text[])
      ) found
    ) numbered where place <= ${ENOUGH}`)
  const byKey = new Map<string, Candidate[]>()
  for (const { key, ...lead } of found) {
    const there = byKey.get(key)
    if (there) there.push(lead)
    else byKey.set(key, [lead])
  }
  return byKey
}

/** Those that can be numbers of leads. */
function numbers(texts: readonly string[]): number[] {
  return texts.filter((text) => /^[1-9]\d{0,8}$/.test(text)).map(Number)
}

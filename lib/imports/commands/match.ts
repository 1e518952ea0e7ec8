import { CLOSED_STATUSES } from '@/lib/leads/lifecycle'
import { sql } from '@/lib/platform/db/sql'
import type { Tx } from '@/lib/platform/db/transaction'

/** Keys that say who a row is about: `x:` an external id, `e:` an e-mail key, `p:` a phone key. */
export type MatchKeys = string[]

/**
 * The leads that are there already, by key. An external id names a record whatever its state; an e-mail or phone names
 * an open lead first, and a closed one only where `closedToo`: a repeat enquiry of a closed lead is a new lead.
 */
export async function findMatches(
  tx: Tx,
  keys: readonly MatchKeys[],
  closedToo: boolean,
): Promise<Map<string, number>> {
  const all = new Set(keys.flat())
  const of = (kind: string) => [...all].filter((key) => key.startsWith(kind)).map((key) => key.slice(2))
  const closed = [...CLOSED_STATUSES]
  const found = await tx.rows<{ key: string; id: number }>(sql`
    select distinct on (key) key, id from (
      select 'x:' || external_id as key, id, status = any (${closed}::lead_status[]) as closed
        from lead where external_id = any (${of('x:')}::text[])
      union all
      select 'e:' || email_key, id, status = any (${closed}::lead_status[])
        from lead where email_key = any (${of('e:')}::text[])
      union all
      select 'p:' || phone_key, id, status = any (${closed}::lead_status[])
        from lead where phone_key = any (${of('p:')}::text[])
      union all
      select 'x:' || m.external_id, l.id, l.status = any (${closed}::lead_status[])
        from lead_merge m join lead l on l.id = m.live_id where m.external_id = any (${of('x:')}::text[])
      union all
      select 'e:' || m.email_key, l.id, l.status = any (${closed}::lead_status[])
        from lead_merge m join lead l on l.id = m.live_id where m.email_key = any (${of('e:')}::text[])
      union all
      select 'p:' || m.phone_key, l.id, l.status = any (${closed}::lead_status[])
        from lead_merge m join lead l on l.id = m.live_id where m.phone_key = any (${of('p:')}::text[])
    ) found
    where not closed or key like 'x:%' or ${closedToo}::boolean
    order by key, closed, id`)
  return new Map(found.map(({ key, id }) => [key, id]))
}

import { type Sql, sql } from '@/lib/platform/db/sql'
import type { Tx } from '@/lib/platform/db/transaction'
import type { LiveEvent } from './event'

export type { LiveEvent } from './event'

export const LIVE_CHANNEL = 'baton_live'

/** PostgreSQL takes 8,000 bytes at a time: an event for very many people is told in parts. */
export const PEOPLE_AT_ONCE = 500

/** Told to every app process when the transaction is committed; not at all when it is rolled back. */
export async function announce(tx: Tx, ...events: LiveEvent[]): Promise<void> {
  if (events.length > 0) await tx.run(sql`select ${notified(events)}`)
}

/**
 * The same as an expression that gives one row per message, for the end of a statement that changes something (`select
 * ${notified(events)} from changed`): no round trip of its own. It must be selected from what the change returns, so
 * that a change that did not happen is not told.
 */
export function notified(events: readonly LiveEvent[]): Sql {
  const messages = events.flatMap(inParts).map((event) => JSON.stringify(event))
  return sql`pg_notify(${LIVE_CHANNEL}, unnest(${messages}::text[]))`
}

function inParts(event: LiveEvent): LiveEvent[] {
  if (!event.to || event.to.length <= PEOPLE_AT_ONCE) return [event]
  const parts: LiveEvent[] = []
  for (let from = 0; from < event.to.length; from += PEOPLE_AT_ONCE) {
    parts.push({ ...event, to: event.to.slice(from, from + PEOPLE_AT_ONCE) })
  }
  return parts
}

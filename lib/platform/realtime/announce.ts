import { sql } from '@/lib/platform/db/sql'
import type { Tx } from '@/lib/platform/db/transaction'

/** What other screens learn of a change. No names of leads or people: who may see what is asked when a screen reloads it. */
export type LiveEvent = {
  topic: 'lead' | 'handoff' | 'deal' | 'notice' | 'agreement' | 'contest' | 'nurture'
  id: number
  /** only these people's screens; left out: everybody's */
  to?: readonly number[]
  /** what a screen needs to act without asking: a state, an assignee's id */
  data?: Record<string, string | number | boolean | null>
}

export const LIVE_CHANNEL = 'baton_live'

/** Told to every app process when the transaction is committed; not at all when it is rolled back. */
export async function announce(tx: Tx, event: LiveEvent): Promise<void> {
  await tx.run(sql`select pg_notify(${LIVE_CHANNEL}, ${JSON.stringify(event)})`)
}

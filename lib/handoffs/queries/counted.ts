import { organisationClock } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import type { Period } from '@/lib/platform/period'
import type { HandoffSet } from '../handoff-sets'
import { handoffCondition } from './handoff-condition'

export type CountedHandoff = {
  id: number
  leadId: number
  leadName: string
  round: number
  state: 'pending' | 'accepted' | 'rejected'
  offeredAt: Date
  dueAt: Date
  decidedAt: Date | null
  decidedBy: string | null
  responseMinutes: number | null
}

export const HANDOFFS_PER_PAGE = 50

/** The rounds that a number counts, newest first, and how many they are. */
export async function countedHandoffs(
  actor: Actor,
  { set, from, to, after }: Period & { set: HandoffSet; after: number | null },
): Promise<{ total: number; rows: CountedHandoff[]; next: number | null }> {
  const { timeZone } = await organisationClock(db)
  const condition = handoffCondition({ set, from, to, timeZone, at: actor.at })
  const [count, rows] = await Promise.all([
    db.one<{ total: number }>(sql`select count(*)::int as total from handoff where ${condition}`),
    db.rows<CountedHandoff>(sql`
      select handoff.id, lead_id as "leadId", lead.display_name as "leadName", round, state, offered_at as "offeredAt",
        due_at as "dueAt", decided_at as "decidedAt", person.name as "decidedBy", response_minutes as "responseMinutes"
      from handoff
      join lead on lead.id = handoff.lead_id
      left join person on person.id = handoff.decided_by_id
      where ${condition} and (${after}::int is null or handoff.id < ${after}::int)
      order by handoff.id desc limit ${HANDOFFS_PER_PAGE + 1}`),
  ])
  const shown = rows.slice(0, HANDOFFS_PER_PAGE)
  return {
    total: count?.total ?? 0,
    rows: shown,
    next: rows.length > HANDOFFS_PER_PAGE ? (shown.at(-1)?.id ?? null) : null,
  }
}

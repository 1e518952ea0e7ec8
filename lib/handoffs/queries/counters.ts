import { type Actor, hasRole } from '@/lib/platform/actor'
import { db, join, type Sql, sql } from '@/lib/platform/db/sql'
import { type QueueView, viewFilter } from '../search-params'
import { overdueAt } from './handoff-view'
import { handoffIds, isWaiting, notWaiting } from './list'

/** Counters stop here: the shell shows "99+". */
export const COUNTED = 100

export type QueueCounters = {
  /** offered to me or to everyone, my clock ran out */
  queueOverdue: number
  /** offered to me or to everyone, a verdict is owed */
  queuePending: number
  /** rejected leads that I had handed off and have not looked at */
  returned: number
  /** questions about leads that I handed off */
  answersOwed: number
}

const mine = (actor: Actor) => sql`h.assignee_id = ${actor.personId}::int`
const everyones = sql`h.assignee_id is null`

/** What waits for this person, in one statement of bounded index ranges: it runs on every page. */
export async function queueCounters(actor: Actor): Promise<QueueCounters> {
  const none = { queueOverdue: 0, queuePending: 0, returned: 0, answersOwed: 0 }
  const columns: Sql[] = []
  if (hasRole(actor, 'sales')) {
    const owed = sql`h.state = 'pending' and ${notWaiting}`
    columns.push(
      sql`${bounded(sql`${overdueAt(actor.at)} and ${mine(actor)}`, sql`${overdueAt(actor.at)} and ${everyones}`)} as "queueOverdue"`,
      sql`${bounded(sql`${owed} and ${mine(actor)}`, sql`${owed} and ${everyones}`)} as "queuePending"`,
    )
  }
  if (hasRole(actor, 'marketer')) {
    const offered = sql`h.offered_by_id = ${actor.personId}::int`
    columns.push(
      sql`${bounded(sql`h.state = 'rejected' and h.seen_at is null and ${offered}`)} as returned`,
      sql`${bounded(sql`h.state = 'pending' and ${isWaiting} and ${offered}`)} as "answersOwed"`,
    )
  }
  if (columns.length === 0) return none
  return { ...none, ...(await db.one<Partial<QueueCounters>>(sql`select ${join(columns)}`)) }
}

/** How many, up to COUNTED; the conditions exclude each other. */
function bounded(...conditions: Sql[]): Sql {
  const parts = conditions.map(
    (condition) => sql`(select from handoff h where ${condition} limit ${COUNTED})`,
  )
  return sql`(select least(count(*), ${COUNTED})::int from (${join(parts, ' union all ')}) counted)`
}

/** How many handoffs each tab of the queue holds, up to COUNTED. */
export async function countViews(actor: Actor, views: readonly QueueView[]): Promise<Record<string, number>> {
  const counts = views.map(
    (view, index) => sql`select ${index}::int as view, count(*)::int as count
      from (${handoffIds(actor, { ...viewFilter(actor, view), limit: COUNTED - 1 })}) counted`,
  )
  const rows = await db.rows<{ view: number; count: number }>(join(counts, ' union all '))
  return Object.fromEntries(rows.map((row) => [views[row.view], row.count]))
}

import type { Actor } from '@/lib/platform/actor'
import { encodeCursor } from '@/lib/platform/cursor'
import { db, join, type Sql, sql } from '@/lib/platform/db/sql'
import type { HandoffCursor } from '../schema'
import { findHandoff, type HandoffView, overdueAt, selectHandoffs } from './handoff-view'

export type HandoffFilter = {
  /** pending includes overdue ones; decided is accepted or rejected */
  state: 'pending' | 'overdue' | 'accepted' | 'rejected' | 'decided'
  /** open: offered to me or to everyone */
  assignee?: 'me' | 'everyone' | 'open' | number
  offeredBy?: 'me' | number
  decidedBy?: 'me' | number
  /** true: only those that wait for an answer; false: none of them */
  waiting?: boolean
  /** rejections that the marketer who handed the lead off has not put aside */
  unseen?: boolean
}

export type HandoffPage<Row = HandoffView> = { rows: Row[]; nextCursor: string | null }

export type HandoffPageRequest = HandoffFilter & { cursor?: HandoffCursor; limit: number }

/** Pending ones most urgent first, decided ones newest first. */
export async function listHandoffs(actor: Actor, request: HandoffPageRequest): Promise<HandoffPage> {
  // An array and not a join: with nine tables the planner no longer looks for the order that starts at the few ids.
  const rows = await db.rows<HandoffView>(
    selectHandoffs(
      actor.at,
      sql`where h.id = any(array(${handoffIds(actor, request)})) ${placeOrder(request)}`,
    ),
  )
  return pageOf(rows, request)
}

export async function handoffById(actor: Actor, handoffId: number): Promise<HandoffView | undefined> {
  return findHandoff(db, handoffId, actor.at)
}

/** Every round of a lead, the newest first. */
export async function handoffsOfLead(actor: Actor, leadId: number): Promise<HandoffView[]> {
  return db.rows<HandoffView>(
    selectHandoffs(actor.at, sql`where h.lead_id = ${leadId} order by h.round desc`),
  )
}

/**
 * What a list is ordered by: when the verdict is due, when the question was asked, or when it was decided; what came
 * back and was not looked at is work with a clock, so the oldest comes first.
 */
function orderOf(filter: HandoffFilter): HandoffCursor[0] {
  if (filter.unseen) return 'returned'
  if (filter.state !== 'pending' && filter.state !== 'overdue') return 'decided'
  return filter.waiting ? 'asked' : 'due'
}

const ORDERS: Record<HandoffCursor[0], { column: Sql; order: Sql; place: Sql }> = {
  due: { column: sql`h.due_at`, order: sql`order by due_at, id`, place: sql`order by h.due_at, h.id` },
  asked: {
    column: sql`h.asked_at`,
    order: sql`order by asked_at, id`,
    place: sql`order by h.asked_at, h.id`,
  },
  decided: {
    column: sql`h.decided_at`,
    order: sql`order by decided_at desc, id desc`,
    place: sql`order by h.decided_at desc, h.id desc`,
  },
  returned: {
    column: sql`h.decided_at`,
    order: sql`order by decided_at, id`,
    place: sql`order by h.decided_at, h.id`,
  },
}

/** The order of a page whose ids are known. */
export function placeOrder(filter: HandoffFilter): Sql {
  return ORDERS[orderOf(filter)].place
}

type Placed = { id: number; dueAt: Date; askedAt: Date | null; decidedAt: Date | null }

/** One row more than asked says that there is a next page. */
export function pageOf<Row extends Placed>(rows: Row[], request: HandoffPageRequest): HandoffPage<Row> {
  const shown = rows.slice(0, request.limit)
  const last = shown.at(-1)
  if (!last || rows.length <= request.limit) return { rows: shown, nextCursor: null }
  const order = orderOf(request)
  const at = { due: last.dueAt, asked: last.askedAt, decided: last.decidedAt, returned: last.decidedAt }[
    order
  ]
  if (!at) throw new Error(`handoff ${last.id} has no time to be ordered by`)
  return { rows: shown, nextCursor: encodeCursor([order, at.toISOString(), last.id]) }
}

/**
 * Ids of a page and one more. "To me or to everyone" is two ranges of one index, each already in order, and a merge of
 * their heads: with an OR the planner reads the whole queue (100,000 pending handoffs: 60 ms against 0.3).
 */
export function handoffIds(actor: Actor, request: HandoffPageRequest): Sql {
  const conditions = conditionsOf(actor, request)
  const take = request.limit + 1
  const kind = orderOf(request)
  const { column, order } = ORDERS[kind]
  if (request.cursor?.[0] === kind) {
    const [, at, id] = request.cursor
    conditions.push(
      kind === 'decided'
        ? sql`(${column}, h.id) < (${at}::timestamptz, ${id}::int)`
        : sql`(${column}, h.id) > (${at}::timestamptz, ${id}::int)`,
    )
  }
  const parts = assigneeConditions(actor, request.assignee).map(
    (assignee) => sql`(select h.id, h.due_at, h.asked_at, h.decided_at from handoff h
      where ${join([...conditions, ...assignee], ' and ')} ${order} limit ${take})`,
  )
  return sql`select id from (${join(parts, ' union all ')}) head ${order} limit ${take}`
}

function conditionsOf(actor: Actor, filter: HandoffFilter): Sql[] {
  const conditions: Sql[] = []
  switch (filter.state) {
    case 'pending':
      conditions.push(sql`h.state = 'pending'`)
      break
    case 'overdue':
      conditions.push(overdueAt(actor.at))
      break
    case 'decided':
      conditions.push(sql`h.decided_at is not null`)
      break
    case 'accepted':
      conditions.push(sql`h.state = 'accepted'`, sql`h.decided_at is not null`)
      break
    case 'rejected':
      conditions.push(sql`h.state = 'rejected'`, sql`h.decided_at is not null`)
      break
  }
  if (filter.waiting === true) conditions.push(isWaiting)
  if (filter.waiting === false) conditions.push(notWaiting)
  if (filter.offeredBy) conditions.push(sql`h.offered_by_id = ${idOf(actor, filter.offeredBy)}::int`)
  if (filter.decidedBy) conditions.push(sql`h.decided_by_id = ${idOf(actor, filter.decidedBy)}::int`)
  if (filter.unseen) conditions.push(sql`h.seen_at is null`)
  return conditions
}

/** Sales waits for marketing's answer. */
export const isWaiting = sql`(h.asked_at is not null and h.answered_at is null)`
export const notWaiting = sql`(h.asked_at is null or h.answered_at is not null)`

function assigneeConditions(actor: Actor, assignee: HandoffFilter['assignee']): Sql[][] {
  if (assignee === undefined) return [[]]
  const everyone = [sql`h.assignee_id is null`]
  if (assignee === 'everyone') return [everyone]
  const one = [sql`h.assignee_id = ${idOf(actor, assignee === 'open' ? 'me' : assignee)}::int`]
  return assignee === 'open' ? [one, everyone] : [one]
}

function idOf(actor: Actor, person: 'me' | number): number {
  return person === 'me' ? actor.personId : person
}

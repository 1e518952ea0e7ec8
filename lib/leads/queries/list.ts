import { SEGMENTS_OF_TODAY } from '@/lib/leads/stages'
import type { Actor } from '@/lib/platform/actor'
import { db, empty, join, plannedAnew, type Sql, sql } from '@/lib/platform/db/sql'
import { fail, ok, type Result } from '@/lib/platform/result'
import type { LeadFilters, LeadSort } from '../search-params'
import { leadConditions } from './conditions'
import { type Cursor, readCursor, writeCursor } from './cursor'
import { LEAD_ROW_COLUMNS, type LeadRow, leadOfRow } from './lead-row'
import { LEAD_JOINS, type LeadView } from './lead-view'

export type LeadListWish = {
  filters?: LeadFilters
  sort?: LeadSort
  /** from a page's `next` or `previous`; belongs to the sort that it was made under */
  cursor?: string | null
  /** `backward`: the page that ends before the cursor, in the same order */
  direction?: 'forward' | 'backward'
  limit?: number
}

export type LeadPage = {
  rows: LeadView[]
  /** for the following page; null on the last one */
  next: string | null
  /** for the page before, to be read backward; null on the first one */
  previous: string | null
  /** the lead after the last row, which opens the following page */
  following: number | null
}

const COLUMN: Record<string, Sql> = {
  createdAt: sql`lead.created_at`,
  updatedAt: sql`lead.updated_at`,
  company: sql`lead.sort_name`,
  wakeOn: sql`lead.nurture_wake_on`,
  lastContactAt: sql`lead.last_contact_at`,
}

type Place = Pick<LeadRow, 'createdAt' | 'updatedAt' | 'sortName' | 'nurtureWakeOn' | 'lastContactAt'>

const VALUE: Record<string, (lead: Place) => string> = {
  createdAt: (lead) => lead.createdAt.toISOString(),
  updatedAt: (lead) => lead.updatedAt.toISOString(),
  company: (lead) => lead.sortName,
  wakeOn: (lead) => lead.nurtureWakeOn ?? '',
  lastContactAt: (lead) => lead.lastContactAt.toISOString(),
}

/**
 * A page of leads. Paging goes by the last row's place in the order and not by counting, so page 10,000 costs what page
 * 1 costs and nothing is shown twice when somebody adds a lead meanwhile. INVALID for a cursor that is not one of ours.
 */
export async function listLeads(actor: Actor, wish: LeadListWish): Promise<Result<LeadPage>> {
  const { filters = {}, sort = '-createdAt', direction = 'forward', limit = 50 } = wish
  const from = wish.cursor ? readCursor(wish.cursor, sort) : null
  if (wish.cursor && !from) {
    return fail('INVALID', {}, [{ path: 'cursor', code: 'invalid', message: 'is not a cursor of this list' }])
  }
  const conditions = await leadConditions(actor, filters)
  if (!conditions) return ok({ rows: [], next: null, previous: null, following: null })

  const backward = direction === 'backward'
  const statement = pageStatement(conditions, sort, from, backward, limit + 1, isScattered(filters))
  const found = await db.rows<LeadRow>(conditions.length > 0 ? plannedAnew(statement) : statement)
  const more = found.length > limit
  const extra = more && !backward ? (found[limit]?.id ?? null) : null
  if (more) found.length = limit
  if (backward) found.reverse()
  const first = found[0]
  const last = found.at(-1)
  const cursorAt = (lead: LeadRow | undefined) =>
    lead ? writeCursor(sort, placeOf(sort, lead), lead.id) : null
  return ok({
    rows: found.map(leadOfRow),
    next: (backward ? from !== null : more) ? cursorAt(last) : null,
    previous: (backward ? more : from !== null) ? cursorAt(first) : null,
    following: extra,
  })
}

/**
 * Finds the page's leads first, on one table and along one index; the names of channels and people are joined to those
 * few rows only.
 */
function pageStatement(
  conditions: readonly Sql[],
  sort: LeadSort,
  from: Cursor | null,
  backward: boolean,
  limit: number,
  scattered: boolean,
): Sql {
  const { name, descending } = orderOf(sort)
  const down = descending !== backward
  const column = COLUMN[name] ?? sql`lead.created_at`
  const all = [...conditions]
  // so that the partial indexes of nurture leads can be used
  if (name === 'wakeOn' || name === 'lastContactAt') all.push(sql`lead.status = 'nurture'`)
  if (from) all.push(beyond(name, column, from, down))
  const where = all.length > 0 ? sql`where ${join(all, ' and ')}` : empty
  const order = down ? sql`order by ${column} desc, lead.id desc` : sql`order by ${column}, lead.id`
  const page = scattered
    ? sql`
        with hit as materialized (
          select id, status, created_at, updated_at, sort_name, nurture_wake_on, last_contact_at from lead ${where})
        select whole.* from (select lead.id from hit lead ${order} limit ${limit}) some_of_them
        join lead whole on whole.id = some_of_them.id`
    : sql`select * from lead ${where} ${order} limit ${limit}`
  const outer = ORDER_OF_PAGE[name] ?? sql`l.created_at`
  return sql`
    select ${LEAD_ROW_COLUMNS}
    from (${page}) l ${LEAD_JOINS}
    ${down ? sql`order by ${outer} desc, l.id desc` : sql`order by ${outer}, l.id`}`
}

/**
 * Leads that another index than that of the order finds, and that lie together in the order: walking along the order
 * would pass half the table before the first of them, which the planner does not see.
 */
function isScattered({ stage, basis, segment }: LeadFilters): boolean {
  const ofToday = segment !== undefined && SEGMENTS_OF_TODAY.includes(segment)
  return (
    (stage !== undefined && stage !== 'leads' && basis === 'period') || (segment !== undefined && !ofToday)
  )
}

const ORDER_OF_PAGE: Record<string, Sql> = {
  createdAt: sql`l.created_at`,
  updatedAt: sql`l.updated_at`,
  company: sql`l.sort_name`,
  wakeOn: sql`l.nurture_wake_on`,
  lastContactAt: sql`l.last_contact_at`,
}

function beyond(name: string, column: Sql, { value, id }: Cursor, down: boolean): Sql {
  const place =
    name === 'company'
      ? sql`${value}::text`
      : name === 'wakeOn'
        ? sql`${value}::date`
        : sql`${value}::timestamptz`
  return down
    ? sql`(${column}, lead.id) < (${place}, ${id}::int)`
    : sql`(${column}, lead.id) > (${place}, ${id}::int)`
}

function orderOf(sort: LeadSort): { name: string; descending: boolean } {
  return sort.startsWith('-') ? { name: sort.slice(1), descending: true } : { name: sort, descending: false }
}

function placeOf(sort: LeadSort, lead: Place): string {
  return VALUE[orderOf(sort).name]?.(lead) ?? ''
}

/** The leads just before and just after this one in the list, wherever it stands: for a panel that leafs through it. */
export async function neighboursOf(
  actor: Actor,
  lead: LeadView,
  { filters = {}, sort = '-createdAt' }: Pick<LeadListWish, 'filters' | 'sort'>,
): Promise<{ previous: number | null; next: number | null; cursor: string }> {
  const place = { ...lead, sortName: lead.displayName.toLowerCase() }
  const cursor = writeCursor(sort, placeOf(sort, place), lead.id)
  const beside = async (direction: 'forward' | 'backward') => {
    const page = await listLeads(actor, { filters, sort, cursor, direction, limit: 1 })
    return page.ok ? (page.value.rows[0]?.id ?? null) : null
  }
  const [previous, next] = await Promise.all([beside('backward'), beside('forward')])
  return { previous, next, cursor }
}

export type LeadCount = { count: number; more: boolean }

const COUNT_LIMIT = 10_000

/** How many leads the list has. Stops at 10,000 (`more`) unless an exact count is asked for. */
export async function countLeads(
  actor: Actor,
  filters: LeadFilters,
  { exact = false }: { exact?: boolean } = {},
): Promise<LeadCount> {
  const conditions = await leadConditions(actor, filters)
  if (!conditions) return { count: 0, more: false }
  const where = conditions.length > 0 ? sql`where ${join(conditions, ' and ')}` : empty
  const statement = exact
    ? sql`select count(*)::int as count from lead ${where}`
    : sql`select count(*)::int as count from (select from lead ${where} limit ${COUNT_LIMIT + 1}) counted`
  const found = await db.one<{ count: number }>(plannedAnew(statement))
  const count = found?.count ?? 0
  return exact || count <= COUNT_LIMIT ? { count, more: false } : { count: COUNT_LIMIT, more: true }
}

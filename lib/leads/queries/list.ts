import type { Actor } from '@/lib/platform/actor'
import { db, empty, join, plannedAnew, type Sql, sql } from '@/lib/platform/db/sql'
import { fail, ok, type Result } from '@/lib/platform/result'
import type { LeadFilters, LeadSort } from '../search-params'
import { type LeadSelection, leadConditions, leadSelection } from './conditions'
import { type Cursor, readCursor, writeCursor } from './cursor'
import { findHits, type Rank } from './hits'
import { LEAD_ROW_COLUMNS, type LeadRow, leadOfRow } from './lead-row'
import { LEAD_JOINS, type LeadView } from './lead-view'
import { type Along, firstOf, firstOfSlices, inOrder, where } from './slices'

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

type Place = Pick<LeadRow, 'id' | 'createdAt' | 'updatedAt' | 'sortName' | 'nurtureWakeOn' | 'lastContactAt'>

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
  const { filters = {}, direction = 'forward', limit = 50 } = wish
  const sort = wish.sort ?? usualSort(filters)
  const from = wish.cursor ? readCursor(wish.cursor, sort) : null
  if (wish.cursor && !from) {
    return fail('INVALID', {}, [{ path: 'cursor', code: 'invalid', message: 'is not a cursor of this list' }])
  }
  const selection = await leadSelection(actor, filters)
  if (!selection) return ok({ rows: [], next: null, previous: null, following: null })

  const backward = direction === 'backward'
  const { conditions, walking, hits } = selection
  const ranks = sort === 'relevance' && hits?.kind === 'few' ? hits.ranks : null
  const order = orderOf(sort, ranks !== null, backward)
  const place = from && sort === 'relevance' && !ranks ? { ...from, value: from.value.slice(2) } : from
  const statement = pageStatement(selection, order, place, limit + 1)
  const asked = ranks ? walking : conditions
  const found = await db.rows<LeadRow>(asked.length > 0 ? plannedAnew(statement) : statement)
  const more = found.length > limit
  const extra = more && !backward ? (found[limit]?.id ?? null) : null
  if (more) found.length = limit
  if (backward) found.reverse()
  const first = found[0]
  const last = found.at(-1)
  const cursorAt = (lead: LeadRow | undefined) =>
    lead ? writeCursor(sort, placeOf(sort, lead, ranks), lead.id) : null
  return ok({
    rows: found.map(leadOfRow),
    next: (backward ? from !== null : more) ? cursorAt(last) : null,
    previous: (backward ? more : from !== null) ? cursorAt(first) : null,
    following: extra,
  })
}

function usualSort(filters: LeadFilters): LeadSort {
  return filters.q ? 'relevance' : '-createdAt'
}

type Order = {
  name: string
  down: boolean
  /** of the few that a search found: how well each fits */
  ranked: boolean
}

function orderOf(sort: LeadSort, ranked: boolean, backward: boolean): Order {
  const { name, descending } = sort === 'relevance' ? { name: 'createdAt', descending: true } : split(sort)
  return { name, down: descending !== backward, ranked }
}

/**
 * Finds the page's leads first, on one table and along one index; the names of channels and people are joined to those
 * few rows only.
 */
function pageStatement(selection: LeadSelection, order: Order, from: Cursor | null, limit: number): Sql {
  const outer = ORDER_OF_PAGE[order.name] ?? sql`l.created_at`
  const by = order.down ? sql`${outer} desc, l.id desc` : sql`${outer}, l.id`
  const page = order.ranked
    ? rankedPage(selection, order, from, limit)
    : pageAlong(selection, order, from, limit)
  return sql`
    select ${LEAD_ROW_COLUMNS}
    from (${page}) l ${LEAD_JOINS}
    order by ${order.ranked ? (order.down ? sql`l.rank, ` : sql`l.rank desc, `) : empty}${by}`
}

/** Best first, and the newest of those that fit alike. Few, so that all of them are looked at. */
function rankedPage(
  { walking, hits }: LeadSelection,
  { down }: Order,
  from: Cursor | null,
  limit: number,
): Sql {
  const ranks = hits?.kind === 'few' ? [...hits.ranks] : []
  const all = [...walking]
  if (from) {
    const rank = Number(from.value.slice(0, 1))
    const place = sql`(${from.value.slice(2)}::timestamptz, ${from.id}::int)`
    all.push(
      down
        ? sql`(r.rank > ${rank}::int or r.rank = ${rank}::int and (lead.created_at, lead.id) < ${place})`
        : sql`(r.rank < ${rank}::int or r.rank = ${rank}::int and (lead.created_at, lead.id) > ${place})`,
    )
  }
  return sql`
    select lead.*, r.rank from unnest(${ranks.map(([id]) => id)}::int[], ${ranks.map(([, rank]) => rank)}::int[]) r(id, rank)
    join lead on lead.id = r.id ${where(all)}
    order by ${down ? sql`r.rank, lead.created_at desc, lead.id desc` : sql`r.rank desc, lead.created_at, lead.id`}
    limit ${limit}`
}

/** How far each way is gone before the next: of what a page may cost. (Tests with few leads go less far.) */
export const AS_FAR_AS = {
  /** So many leads are passed in the order of the list before another way is taken: read one by one … */
  passed: 5000,
  /** … in an index that says all that is asked … */
  passedInIndex: 20_000,
  /** … or for words, of which it is known how many leads have them, in the order of creation, in which leads mostly lie. */
  passedByCreation: 20_000,
  /** If more leads fit than these, which are soon found and sorted, the next of them are likely a little further on: … */
  few: 8000,
  /** … so many are passed then, because the leads of one import can lie together at the end of every order … */
  passedForMany: 120_000,
  /** … and so many by name, where each lies elsewhere in the table. */
  passedByName: 50_000,
}

/**
 * For each of a thousand leads that have the words, so many are passed at most, as long as that is less work than to look
 * up and sort all that have them: the leads of the last import may have none of them.
 */
const PASSED_PER_THOUSAND: Record<string, number> = { createdAt: 4000, updatedAt: 2000, company: 500 }

/**
 * How many leads are worth passing. Where it is known about how many of a thousand a search finds, none at all if it
 * finds too few to fill a page on the way.
 */
function worthPassing({ hits, covered, walking }: LeadSelection, name: string): number {
  if (hits?.kind !== 'many') return covered ? AS_FAR_AS.passedInIndex : AS_FAR_AS.passed
  const least = name === 'createdAt' ? AS_FAR_AS.passedByCreation : 2 * AS_FAR_AS.passed
  if (hits.perThousand * least < 60_000) return 0
  if (walking.length > 1) return least
  const most = hits.perThousand * (PASSED_PER_THOUSAND[name] ?? 0)
  return Math.max(least, Math.min(Math.round(most), AS_FAR_AS.passedForMany))
}

/**
 * Walking along the order is cheap where the filters let many through, and finding all that the filters let through
 * and sorting them is cheap where those are few; which it is the planner guesses from each filter alone, and wrongly
 * where they go together or what they find lies at the far end. So a stretch is walked first; where that has not
 * filled the page though many fit, a longer one; only then are all looked for.
 */
function pageAlong(selection: LeadSelection, order: Order, from: Cursor | null, limit: number): Sql {
  const { conditions, walking, apart, covered, along, indexed, timed, hits } = selection
  const { name, down } = order
  const column = COLUMN[name] ?? sql`lead.created_at`
  const stretch: Sql[] = []
  // so that the partial indexes of nurture leads can be used
  if (name === 'wakeOn' || name === 'lastContactAt') stretch.push(sql`lead.status = 'nurture'`)
  if (from) stretch.push(beyond(name, column, from, down))
  const way = { column, down }
  const byCreation = name === 'createdAt'
  if (conditions.length === 0 || hits?.kind === 'few' || (byCreation && indexed)) {
    return sql`select * from lead ${where([...conditions, ...stretch])} ${inOrder(way)} limit ${limit}`
  }
  const { fit, all } = allInOrder(selection, name, way, stretch, limit)
  const passed = worthPassing(selection, name)
  const fitting = fit ? sql`fit as materialized (${fit})` : empty
  if (passed === 0)
    return sql`${fit ? sql`with ${fitting}` : empty} select whole.* from (${all}) page join lead whole on whole.id = page.id`
  const onTheWay = where(byCreation ? [...stretch, ...along] : stretch)
  const walked = (most: number) =>
    firstOf(
      sql`select * from lead ${onTheWay} ${inOrder(way)} limit ${most}`,
      covered && apart ? apart : { indexed: walking, left: [] },
      way,
      limit,
    )
  // Leads of a time lie where they lie in the order of another.
  const further = fit !== null && (!timed || name === 'company')
  const isFull = (part: Sql) => sql`(select count(*) from ${part}) = ${limit}`
  const manyFit = sql`(select count(*) from (select from fit limit ${AS_FAR_AS.few + 1}) counted) > ${AS_FAR_AS.few}`
  const far = walked(name === 'company' ? AS_FAR_AS.passedByName : AS_FAR_AS.passedForMany)
  return sql`
    with near as materialized (${walked(passed)}),
      ${fit ? sql`${fitting},` : empty}
      ${further ? sql`far as materialized (${far}),` : empty}
      way as materialized (select case when ${isFull(sql`near`)} then 'near'
        ${further ? sql`when ${manyFit} and ${isFull(sql`far`)} then 'far'` : empty} else 'all' end as way)
    select whole.* from (
      select id from near where (select way from way) = 'near'
      ${further ? sql`union all select id from far where (select way from way) = 'far'` : empty}
      union all
      select id from (${all}) hit where (select way from way) = 'all') page
    join lead whole on whole.id = page.id`
}

/**
 * The page of all that fit. A part that ends in an offset, and one that is kept, is planned for all of its rows, as if
 * nobody had a limit in mind. `fit`, where an index has all that is asked but for words: those leads, kept under this name.
 */
function allInOrder(
  { looking, apart, covered, slices }: LeadSelection,
  name: string,
  way: Along,
  stretch: readonly Sql[],
  limit: number,
): { fit: Sql | null; all: Sql } {
  if (slices?.orders.includes(name) && apart)
    return { fit: null, all: firstOfSlices(slices, stretch, apart, way, limit) }
  if (covered && apart && (apart.left.length > 0 || name === 'company')) {
    return {
      fit: sql`select lead.id from lead ${where(apart.indexed)}`,
      all: sql`
        select lead.id from fit join lead on lead.id = fit.id ${where([...apart.left, ...stretch])}
        ${inOrder(way)} limit ${limit}`,
    }
  }
  const found = sql`select lead.id, ${way.column} as place from lead`
  const first = (part: Sql) => {
    const direction = way.down ? sql`desc` : empty
    return sql`select id from ${part} order by place ${direction}, id ${direction} limit ${limit}`
  }
  return covered && apart
    ? { fit: sql`${found} ${where([...apart.indexed, ...stretch])}`, all: first(sql`fit`) }
    : { fit: null, all: first(sql`(${found} ${where([...looking, ...stretch])} offset 0) lead`) }
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

function split(sort: LeadSort): { name: string; descending: boolean } {
  return sort.startsWith('-') ? { name: sort.slice(1), descending: true } : { name: sort, descending: false }
}

function placeOf(sort: LeadSort, lead: Place, ranks: ReadonlyMap<number, Rank> | null): string {
  if (sort === 'relevance') return `${ranks?.get(lead.id) ?? 0} ${lead.createdAt.toISOString()}`
  return VALUE[split(sort).name]?.(lead) ?? ''
}

/** The leads just before and just after this one in the list, wherever it stands: for a panel that leafs through it. */
export async function neighboursOf(
  actor: Actor,
  lead: LeadView,
  { filters = {}, ...wish }: Pick<LeadListWish, 'filters' | 'sort'>,
): Promise<{ previous: number | null; next: number | null; cursor: string }> {
  const sort = wish.sort ?? usualSort(filters)
  const place = { ...lead, sortName: lead.displayName.toLowerCase() }
  const hits = sort === 'relevance' && filters.q ? await findHits(filters.q) : null
  const cursor = writeCursor(sort, placeOf(sort, place, hits?.kind === 'few' ? hits.ranks : null), lead.id)
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

import type { NamedPerson } from '@/lib/leads/queries/lead-view'
import type { Actor } from '@/lib/platform/actor'
import { encodeCursor } from '@/lib/platform/cursor'
import type { DealState } from '@/lib/platform/db/generated/enums'
import { type Database, db, empty, join, type Sql, sql } from '@/lib/platform/db/sql'
import type { DealCursor, DealSort } from './schema'

export type DealView = {
  id: number
  leadId: number
  leadName: string
  leadVersion: number
  title: string
  amount: string | null
  expectedCloseOn: string | null
  state: DealState
  version: number
  owner: NamedPerson | null
  openedAt: Date
  closedAt: Date | null
  lostReason: string | null
  updatedAt: Date
}

/** Deals `d` of leads `l`, as DealView and `more` columns; `rest` starts with `where` or `join`. */
export function selectDeals(rest: Sql, more: Sql = empty): Sql {
  return sql`
    select d.id, d.lead_id as "leadId", l.display_name as "leadName", l.version as "leadVersion", d.title, d.amount,
      d.expected_close_on as "expectedCloseOn", d.state, d.version,
      case when p.id is not null then json_build_object('id', p.id, 'name', p.name, 'email', p.email) end as owner,
      d.opened_at as "openedAt", d.closed_at as "closedAt", d.lost_reason as "lostReason", d.updated_at as "updatedAt"${more}
    from deal d join lead l on l.id = d.lead_id left join person p on p.id = d.owner_id
    ${rest}`
}

export function findDeal(on: Database, id: number): Promise<DealView | undefined> {
  return on.one<DealView>(selectDeals(sql`where d.id = ${id}`))
}

/** Everybody who may sign in sees every deal. */
export async function dealById(_actor: Actor, dealId: number): Promise<DealView | undefined> {
  return findDeal(db, dealId)
}

export type DealFilter = {
  state?: DealState
  owner?: 'me' | number
}

export type DealPageRequest = DealFilter & { sort?: DealSort; cursor?: DealCursor; limit: number }

export type DealPage = { rows: DealView[]; nextCursor: string | null }

/**
 * What the lists sort by, with what stands for "none": it comes last either way. Cursors carry the key as text, since
 * 'infinity' and 'NaN' are values of PostgreSQL and not of JSON.
 */
const SORTS: Record<
  DealSort,
  {
    key: Sql
    cast: (text: string) => Sql
    descending: boolean
    /** the same order, as an index has it */
    order?: Sql
  }
> = {
  expectedCloseOn: {
    order: sql`order by d.expected_close_on, d.id`,
    key: sql`coalesce(d.expected_close_on, 'infinity'::date)`,
    cast: (text) => sql`${text}::date`,
    descending: false,
  },
  '-expectedCloseOn': {
    key: sql`coalesce(d.expected_close_on, '-infinity'::date)`,
    cast: (text) => sql`${text}::date`,
    descending: true,
  },
  amount: {
    key: sql`coalesce(d.amount, 'NaN'::numeric)`,
    cast: (text) => sql`${text}::numeric`,
    descending: false,
  },
  '-amount': { key: sql`coalesce(d.amount, -1)`, cast: (text) => sql`${text}::numeric`, descending: true },
  openedAt: { key: sql`d.opened_at`, cast: (text) => sql`${text}::timestamptz`, descending: false },
  '-openedAt': { key: sql`d.opened_at`, cast: (text) => sql`${text}::timestamptz`, descending: true },
  closedAt: {
    key: sql`coalesce(d.closed_at, 'infinity'::timestamptz)`,
    cast: (text) => sql`${text}::timestamptz`,
    descending: false,
  },
  '-closedAt': {
    key: sql`coalesce(d.closed_at, '-infinity'::timestamptz)`,
    cast: (text) => sql`${text}::timestamptz`,
    descending: true,
  },
  title: { key: sql`lower(d.title)`, cast: (text) => sql`${text}::text`, descending: false },
  '-title': { key: sql`lower(d.title)`, cast: (text) => sql`${text}::text`, descending: true },
}

/** Open deals by their expected date, closed ones by when they closed, unless asked otherwise. */
export function defaultDealSort(state: DealState | undefined): DealSort {
  return state === 'won' || state === 'lost' ? '-closedAt' : 'expectedCloseOn'
}

export async function listDeals(actor: Actor, request: DealPageRequest): Promise<DealPage> {
  const sort = request.sort ?? defaultDealSort(request.state)
  const { key, cast, descending, order: indexed } = SORTS[sort]
  const conditions = conditionsOf(actor, request)
  if (request.cursor && request.cursor[0] === sort) {
    const [, at, id] = request.cursor
    conditions.push(
      descending
        ? sql`(${key}, d.id) < (${cast(at)}, ${id}::int)`
        : sql`(${key}, d.id) > (${cast(at)}, ${id}::int)`,
    )
  }
  const order = indexed ?? (descending ? sql`order by sort_key desc, id desc` : sql`order by sort_key, id`)
  const found = await db.rows<DealView & { sortKey: string }>(sql`
    with place as (
      select d.id, ${key} as sort_key from deal d where ${join(conditions, ' and ')} ${order} limit ${request.limit + 1})
    ${selectDeals(sql`join place on place.id = d.id`, sql`, place.sort_key::text as "sortKey"`)}
    order by place.sort_key ${descending ? sql`desc` : sql`asc`}, d.id ${descending ? sql`desc` : sql`asc`}`)
  const rows = found.slice(0, request.limit)
  const last = rows.at(-1)
  return {
    rows: rows.map(({ sortKey: _, ...deal }) => deal),
    nextCursor: last && found.length > request.limit ? encodeCursor([sort, last.sortKey, last.id]) : null,
  }
}

/** Spelt out: the index of the open ones is not found by a parameter. */
const STATE: Record<DealState, Sql> = {
  open: sql`d.state = 'open'`,
  won: sql`d.state = 'won'`,
  lost: sql`d.state = 'lost'`,
}

function conditionsOf(actor: Actor, filter: DealFilter): Sql[] {
  const conditions = [sql`true`]
  if (filter.state) conditions.push(STATE[filter.state])
  if (filter.owner) {
    conditions.push(sql`d.owner_id = ${filter.owner === 'me' ? actor.personId : filter.owner}::int`)
  }
  return conditions
}

export type DealTotals = {
  count: number
  /** exact; deals without an amount add nothing */
  sum: string
  withoutAmount: number
  /** open deals whose expected day is past */
  late: number
  lateSum: string
}

/** Count and sum of the deals that the list shows, page by page, in full. */
export async function dealTotals(actor: Actor, filter: DealFilter): Promise<DealTotals> {
  const totals = await db.one<DealTotals>(sql`
    with today as (select (${actor.at}::timestamptz at time zone time_zone)::date as day from organisation)
    select count(*)::int as count, coalesce(sum(d.amount), 0)::numeric(20,2) as sum,
      (count(*) - count(d.amount))::int as "withoutAmount",
      (count(*) filter (where late))::int as late, coalesce(sum(d.amount) filter (where late), 0)::numeric(20,2) as "lateSum"
    from deal d
    cross join lateral (select d.state = 'open' and d.expected_close_on < (select day from today) as late) overdue
    where ${join(conditionsOf(actor, filter), ' and ')}`)
  if (!totals) throw new Error('an aggregate has one row')
  return totals
}

/** What is in the pipeline now: the open deals of everybody. */
export function openPipeline(actor: Actor): Promise<DealTotals> {
  return dealTotals(actor, { state: 'open' })
}

/** Every deal of a lead, the newest first. */
export async function dealsOfLead(_actor: Actor, leadId: number): Promise<DealView[]> {
  return db.rows<DealView>(selectDeals(sql`where d.lead_id = ${leadId} order by d.opened_at desc, d.id desc`))
}

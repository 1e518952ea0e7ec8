import pg from 'pg'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { AS_FAR_AS, countLeads, type LeadPage, listLeads } from '@/lib/leads/queries/list'
import { type LeadFilters, type LeadSort, NONE } from '@/lib/leads/search-params'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { addDays, dayOf } from '@/lib/platform/calendar'
import { db, type Sql, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { makeCompany } from '../bench/company'
import { actorWith } from '../support/actors'

/**
 * A page is found in one of several ways, whichever is cheap: along an order, by a filter, by the words that are looked
 * for. Whatever the way, it is the page that plain conditions over all leads give.
 */

const LEADS = 3000
const ROUNDS = 200

type Row = {
  id: number
  status: string
  grade: string | null
  origin: string
  channel: number | null
  campaign: number | null
  owner: number | null
  assignee: number | null
  region: string | null
  createdAt: Date
  updatedAt: Date
  createdOn: string
  wonOn: string | null
  qualifiedOn: string | null
  handedOffOn: string | null
  acceptedOn: string | null
  wakeOn: string | null
  customerOn: string | null
  reached: number
  sortName: string
  searchText: string
}

let actor: Actor
let rows: Row[]

beforeAll(async () => {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
  await makeCompany(client, LEADS)
  // what a company of the benchmark has not: leads without this or that, and of one moment
  await client.query(`
    update lead set channel_id = null, campaign_id = null where id % 11 = 0;
    update lead set campaign_id = null where id % 13 = 0;
    update lead set owner_id = null where id % 7 = 0;
    update lead set region = null where id % 5 = 0;
    update lead set grade = null, computed_grade = null where id % 17 = 0;
    update lead set origin = 'marketing' where id > ${LEADS - 200};
    update lead set updated_at = date_trunc('month', updated_at), sort_name = left(sort_name, 10) where id % 3 = 0`)
  await client.query('vacuum analyze lead')
  await client.end()
  actor = actorAt(await actorWith({ roles: ['marketer'] }), new Date())
  rows = await db.rows<Row>(sql`
    select id, status, grade, origin, channel_id as channel, campaign_id as campaign, owner_id as owner,
      assignee_id as assignee, region, created_at as "createdAt", updated_at as "updatedAt",
      (created_at at time zone 'Europe/Berlin')::date as "createdOn", (won_at at time zone 'Europe/Berlin')::date as "wonOn",
      (reached_qualified at time zone 'Europe/Berlin')::date as "qualifiedOn",
      (reached_handed_off at time zone 'Europe/Berlin')::date as "handedOffOn", nurture_wake_on as "wakeOn",
      (reached_accepted at time zone 'Europe/Berlin')::date as "acceptedOn",
      (customer_at at time zone 'Europe/Berlin')::date as "customerOn",
      reached, sort_name as "sortName", search_text as "searchText"
    from lead`)
}, 120_000)

/** The same numbers in every run. */
let state = 20_261_125
function random(below: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((state / 2 ** 32) * below)
}
function pick<T>(from: readonly T[]): T {
  return from[random(from.length)] as T
}

type Wanted = [LeadFilters, (row: Row) => boolean]

const anyRow = () => pick(rows)
const has = (name: 'channel' | 'campaign' | 'owner' | 'assignee' | 'region') => (): Wanted => {
  const value = anyRow()[name]
  return [{ [name]: value === null ? NONE : String(value) }, (row) => row[name] === value]
}
const within = (day: string | null, from: string, to: string) => day !== null && day >= from && day <= to

function twoDays(): [string, string] {
  const [from = '', to = ''] = [anyRow().createdOn, anyRow().createdOn].sort()
  return [from, to]
}

const FILTERS: (() => Wanted)[] = [
  has('channel'),
  has('campaign'),
  has('owner'),
  has('assignee'),
  has('region'),
  () => {
    const status = [...new Set([anyRow().status, anyRow().status])]
    return [{ status } as LeadFilters, (row) => status.includes(row.status)]
  },
  () => {
    const status = [anyRow().status]
    return [{ status } as LeadFilters, (row) => status.includes(row.status)]
  },
  () => {
    const grade = [...new Set([anyRow().grade ?? NONE, anyRow().grade ?? NONE])]
    return [{ grade } as LeadFilters, (row) => grade.includes(row.grade ?? NONE)]
  },
  () => {
    const { origin } = anyRow()
    return [{ origin } as LeadFilters, (row) => row.origin === origin]
  },
  () => {
    const [createdFrom, createdTo] = twoDays()
    return [{ createdFrom, createdTo }, ({ createdOn }) => within(createdOn, createdFrom, createdTo)]
  },
  () => {
    const [from, to] = twoDays()
    return pick<Wanted>([
      [{ stage: 'won', basis: 'period', from, to }, ({ wonOn }) => within(wonOn, from, to)],
      [{ stage: 'qualified', basis: 'period', from, to }, ({ qualifiedOn }) => within(qualifiedOn, from, to)],
      [{ stage: 'handedOff', basis: 'period', from, to }, ({ handedOffOn }) => within(handedOffOn, from, to)],
      [{ stage: 'accepted', basis: 'period', from, to }, ({ acceptedOn }) => within(acceptedOn, from, to)],
      [{ stage: 'leads', basis: 'period', from, to }, ({ createdOn }) => within(createdOn, from, to)],
      [
        { stage: 'accepted', from, to },
        ({ createdOn, reached }) => within(createdOn, from, to) && reached >= 3,
      ],
      [{ segment: 'customers', from, to }, ({ customerOn }) => within(customerOn, from, to)],
      [
        { segment: 'earlierCustomers', from, to },
        ({ customerOn, createdOn }) => within(customerOn, from, to) && createdOn < from,
      ],
      [
        { segment: 'becameCustomers', from, to },
        ({ customerOn, createdOn }) => customerOn !== null && within(createdOn, from, to),
      ],
    ])
  },
  () => {
    const wake = pick(['due', 'later'] as const)
    const today = dayOf(actor.at, 'Europe/Berlin')
    return [
      { wake },
      ({ status, wakeOn }) =>
        status === 'nurture' && wakeOn !== null && wakeOn > today === (wake === 'later'),
    ]
  },
  () => {
    // each in more leads than a search puts into an order of its own
    const q = pick(['company', 'gmbh', 'ооо', 'elena', 'company ag', 'c'])
    const words = q.split(' ').map((word) => ` ${word}`)
    return [{ q }, ({ searchText }) => words.every((word) => searchText.includes(word))]
  },
]

const SORTS: LeadSort[] = ['-createdAt', 'createdAt', '-updatedAt', 'updatedAt', 'company', '-company']

const VALUE: Record<string, (row: Row) => number | string> = {
  createdAt: ({ createdAt }) => createdAt.getTime(),
  updatedAt: ({ updatedAt }) => updatedAt.getTime(),
  company: ({ sortName }) => sortName,
}

/** As the database orders text: by code points. */
function compare(a: number | string, b: number | string): number {
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b))
  return Number(a) - Number(b)
}

function expected(fits: readonly ((row: Row) => boolean)[], sort: LeadSort): number[] {
  const value = VALUE[sort.replace('-', '')] ?? VALUE.createdAt
  if (!value) throw new Error('no order')
  const sign = sort.startsWith('-') ? -1 : 1
  return rows
    .filter((row) => fits.every((isOne) => isOne(row)))
    .sort((a, b) => sign * (compare(value(a), value(b)) || a.id - b.id))
    .map(({ id }) => id)
}

const AS_BUILT = { ...AS_FAR_AS }
afterEach(() => {
  Object.assign(AS_FAR_AS, AS_BUILT)
})

it('any filters in any order, page after page and back, are what plain conditions find', async () => {
  // Among so few leads the first way would always be gone to its end.
  const ways = [
    AS_BUILT,
    { passed: 20, passedInIndex: 20, passedByCreation: 20, few: 100, passedForMany: 400, passedByName: 400 },
    { passed: 20, passedInIndex: 20, passedByCreation: 20, few: 100, passedForMany: 20, passedByName: 20 },
  ]
  let full = 0
  let none = 0
  for (let round = 0; round < ROUNDS; round++) {
    Object.assign(AS_FAR_AS, pick(ways))
    const wanted = Array.from({ length: random(4) }, () => pick(FILTERS)())
    const filters: LeadFilters = Object.assign({}, ...wanted.map(([filter]) => filter))
    // what a later one of the same name took the place of does not count
    const fits = wanted.filter(([filter]) =>
      Object.entries(filter).every(([name, value]) => filters[name as keyof LeadFilters] === value),
    )
    if (fits.length < wanted.length) continue
    const sort = pick(SORTS)
    const limit = pick([1, 7, 50, 200])
    const all = expected(
      fits.map(([, isOne]) => isOne),
      sort,
    )
    const said = JSON.stringify({ filters, sort, limit })
    if (all.length > limit) full++
    if (all.length === 0) none++
    let cursor: string | null = null
    for (let page = 0; page < 3; page++) {
      const found: LeadPage = must(await listLeads(actor, { filters, sort, limit, cursor }))
      const at = page * limit
      expect(
        found.rows.map(({ id }) => id),
        said,
      ).toEqual(all.slice(at, at + limit))
      expect(found.next !== null, said).toBe(all.length > at + limit)
      expect(found.following, said).toBe(all[at + limit] ?? null)
      if (found.previous && page > 0) {
        const back = must(
          await listLeads(actor, { filters, sort, limit, cursor: found.previous, direction: 'backward' }),
        )
        expect(
          back.rows.map(({ id }) => id),
          said,
        ).toEqual(all.slice(at - limit, at))
      }
      cursor = found.next
      if (!cursor) break
    }
    expect((await countLeads(actor, filters)).count, said).toBe(all.length)
  }
  expect(full).toBeGreaterThan(ROUNDS / 4)
  expect(none).toBeGreaterThan(3)
}, 120_000)

/** How many leads a list reads for a page, from tables and indexes. */
async function readFor(filters: LeadFilters, sort: LeadSort): Promise<number> {
  const asked = vi.spyOn(db, 'rows')
  await listLeads(actor, { filters, sort, limit: 10 })
  const statement = asked.mock.lastCall?.[0] as Sql
  asked.mockRestore()
  const explained = await db.one<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
    sql`explain (analyze, format json) ${statement}`,
  )
  if (!explained) throw new Error('no plan')
  return readIn(explained['QUERY PLAN'][0].Plan)
}

type PlanNode = { [name: string]: unknown; Plans?: PlanNode[] }

function readIn(node: PlanNode): number {
  const below = (node.Plans ?? []).reduce((sum, plan) => sum + readIn(plan), 0)
  if (node['Relation Name'] !== 'lead' && !String(node['Index Name']).startsWith('lead_')) return below
  const rows = Number(node['Actual Rows']) + Number(node['Rows Removed by Filter'] ?? 0)
  return below + rows * Number(node['Actual Loops'])
}

it('a page of what many leads have reads no more for an import that lies before it', async () => {
  Object.assign(AS_FAR_AS, { passedInIndex: 20, few: 50, passedForMany: 600, passedByName: 600 })
  expect(rows.filter(({ origin }) => origin === 'sales').length).toBeGreaterThan(LEADS / 10)
  for (const sort of ['-createdAt', '-updatedAt'] as const)
    expect(await readFor({ origin: 'sales' }, sort), sort).toBeLessThan(LEADS / 2)
})

it('a page of what happened in a year reads a few leads of each month, whatever the order', async () => {
  Object.assign(AS_FAR_AS, { passed: 20, passedInIndex: 20, passedByCreation: 20 })
  const today = dayOf(actor.at, 'Europe/Berlin')
  const year = { from: addDays(today, -730), to: addDays(today, -365) }
  const inYear = rows.filter(({ createdOn }) => within(createdOn, year.from, year.to)).length
  const lists: LeadFilters[] = [
    { createdFrom: year.from, createdTo: year.to },
    { stage: 'qualified', basis: 'cohort', ...year },
    { stage: 'qualified', basis: 'period', ...year },
    { stage: 'handedOff', basis: 'period', ...year },
    { stage: 'accepted', basis: 'period', ...year },
  ]
  for (const filters of lists)
    for (const sort of ['createdAt', '-createdAt', 'updatedAt', '-updatedAt'] as const)
      expect(await readFor(filters, sort), JSON.stringify({ filters, sort })).toBeLessThan(inYear / 2)
})

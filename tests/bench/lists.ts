import pg from 'pg'
import { listLeads } from '@/lib/leads/queries/list'
import {
  type LeadSort,
  leadListInput,
  leadScreenInput,
  readLeadFilters,
  readLeadSort,
} from '@/lib/leads/search-params'
import type { Actor } from '@/lib/platform/actor'
import { actorForJob } from '@/lib/platform/auth/job'
import { closePool } from '@/lib/platform/db/pool'
import { type Connection, measure } from './measure'

/**
 * What lists of leads are asked for: each filter alone in each order, filters together, searches of every kind, pages deep
 * inside, and the lists behind numbers. Each within 50 ms at the database and 100 ms at the API (95th percentile).
 */
type ListCall = readonly [name: string, query: string]

/** Each filter is asked for in all of these, and the slowest is printed. */
const ORDERS: readonly LeadSort[] = [
  '-createdAt',
  'createdAt',
  '-updatedAt',
  'updatedAt',
  'company',
  '-company',
]

function filterCalls(today: Date): ListCall[] {
  const ago = (days: number) => new Date(today.getTime() - days * 86_400_000).toISOString().slice(0, 10)
  const days = (from: number, to: number) => `createdFrom=${ago(from)}&createdTo=${ago(to)}`
  return [
    ['all leads', ''],
    ['status', 'status=won'],
    ['status of the newest only', 'status=handed_off'],
    ['status that none has', 'status=qualified&createdFrom=2020-01-01&createdTo=2020-12-31'],
    ['several states', 'status=won,lost'],
    ['grade', 'grade=hot'],
    ['no grade', 'grade=none'],
    ['grade or none', 'grade=cold,none'],
    ['channel', 'channel=Channel%203'],
    ['no channel', 'channel=none'],
    ['campaign', 'campaign=Campaign%207'],
    ['no campaign', 'campaign=none'],
    ['origin sales', 'origin=sales'],
    ['origin marketing', 'origin=marketing'],
    ['mine', 'owner=me'],
    ['no owner', 'owner=none'],
    ['assignee', 'assignee=5'],
    ['no assignee', 'assignee=none'],
    ['region', 'region=Region%203'],
    ['no region', 'region=none'],
    ['one day of creation', days(400, 400)],
    ['a month of creation', days(420, 390)],
    ['a year of creation', days(730, 365)],
    ['a year of creation, sales', `origin=sales&${days(730, 365)}`],
    ['a year of creation, several states', `status=won,lost&${days(730, 365)}`],
    ['a year of creation, a frequent word', `q=gmbh&${days(730, 365)}`],
    ['the first months', `createdTo=${ago(980)}`],
    ['mine, state and region: none', 'owner=me&status=deal&region=Region%205'],
    ['state and assignee: none', 'status=new&assignee=5'],
    ['grade, channel and state: none', 'grade=hot&channel=Channel%203&status=nurture'],
    ['owner and grade: none', 'owner=2&grade=hot'],
    ['state and owner: none', 'status=won&owner=2'],
    ['grade, state and origin', 'grade=warm&status=nurture&origin=marketing'],
    [
      'channel, grade, state, region and a year',
      `channel=Channel%204&grade=cold&status=lost&region=Region%202&${days(800, 435)}`,
    ],
    ['campaign and state', 'campaign=Campaign%207&status=nurture'],
    ['state and the first months: none', `status=handed_off&createdTo=${ago(980)}`],
  ]
}

const SEARCH_CALLS: readonly ListCall[] = [
  ['a word that all have', 'q=company'],
  ['a word that a quarter has', 'q=gmbh'],
  ['a word that few have', 'q=veskadri'],
  ['a beginning that one in twenty has', 'q=ves'],
  ['a beginning that one in a hundred has', 'q=kaka'],
  ['two words', 'q=company+4711'],
  ['an e-mail', 'q=contact4711%40company4711.example'],
  ['a phone number', 'q=%2B49+30+1004711'],
  ['a phone number as dialled', 'q=0049301004711'],
  ['one letter', 'q=a'],
  ['one digit', 'q=7'],
  ['one letter that nobody has', 'q=%D0%B6'],
  ['no letter', 'q=%23'],
  ['two letters', 'q=c+g'],
  ['within a word', 'q=eskadri'],
  ['within many words', 'q=ova'],
  ['mistyped', 'q=vesakdri'],
  ['on the other keyboard', 'q=%D0%BC%D1%83%D1%8B%D0%BB%D1%84%D0%B2%D0%BA%D1%88'],
  ['nothing like it', 'q=no+such+thing'],
  ['with a filter', 'q=4711&status=won'],
  ['with filters', 'q=elena&owner=me&status=deal'],
  ['with filters that nothing fits', 'q=anna&status=new&assignee=5'],
]

/** What links from numbers ask for, and the lists of nurture: at the database alone, for the API has no such filters. */
function numberCalls(today: Date): ListCall[] {
  const ago = (days: number) => new Date(today.getTime() - days * 86_400_000).toISOString().slice(0, 10)
  const year = `from=${ago(364)}&to=${ago(0)}`
  const before = `from=${ago(730)}&to=${ago(365)}`
  const stages = ['leads', 'qualified', 'handedOff', 'accepted', 'deals', 'won']
  const segments = [
    'underWay',
    'graded',
    'customers',
    'becameCustomers',
    'earlierCustomers',
    'closedDeals',
    'overriddenUp',
    'overriddenDown',
    'dealCycle',
    'wonBeforeCreated',
    'salesCycle',
    'wonBeforeAccepted',
    'wonNeverAccepted',
  ]
  return [
    ...stages.flatMap((stage): ListCall[] => [
      [`${stage} of those created in a year`, `stage=${stage}&basis=cohort&${before}`],
      [`${stage} in a year`, `stage=${stage}&basis=period&${before}`],
    ]),
    ['closed deals of the year before', `segment=closedDeals&${before}`],
    ['won within 30 days', `stage=won&basis=cohort&within=30&${before}`],
    ['won by a day', `stage=won&basis=cohort&by=${ago(300)}&${before}`],
    ['accepted in the last days', `stage=accepted&basis=period&from=${ago(3)}&to=${ago(0)}`],
    ['accepted in a year, a channel', `stage=accepted&basis=period&channel=3&${before}`],
    ['accepted in a year, no region', `stage=accepted&basis=period&region=none&${before}`],
    ...segments.map((segment): ListCall => [segment, `segment=${segment}&${year}`]),
    ['forgotten for 12 months', 'segment=forgotten12'],
    ['the last touch’s channel', `touch=last&channel=3&stage=won&basis=cohort&${year}`],
    ['the last touch’s campaign', 'touch=last&campaign=7'],
    ['returned to me', 'view=returned'],
    ['went back', 'returns=any'],
    ['rejected for a reason', 'rejectedFor=no_need'],
    ['awake', 'wake=due'],
    ['woken by a touch', 'wake=touch'],
    ['asleep', 'wake=later'],
    ['quiet for 12 months', 'quiet=12'],
    ['of an age', 'age=3'],
    ['of an age, mine', 'age=3&owner=me'],
    ['in no plan', 'plan=none&wake=later'],
    ['in a plan', 'plan=any'],
    ['of an import', 'import=1'],
    ['some leads', `ids=${Array.from({ length: 100 }, (_, n) => 1 + n * 97).join(',')}`],
  ]
}

/** Cursors of pages deep inside, as the list writes them: no reader has to leaf there first. */
async function deepCalls(client: pg.Client): Promise<ListCall[]> {
  const { rows } = await client.query<{ share: number; at: Date; id: number }>(`
    select share, lead.created_at as at, lead.id from unnest('{0.5,0.999}'::float8[]) share
    cross join lateral (select id, created_at from lead
      where created_at <= (select max(created_at) - share * (max(created_at) - min(created_at)) from lead)
      order by created_at desc, id desc limit 1) lead`)
  return rows.map(({ share, at, id }) => {
    const cursor = Buffer.from(JSON.stringify(['-createdAt', at.toISOString(), id])).toString('base64url')
    return [share < 0.9 ? 'a page in the middle' : 'the last pages', `cursor=${cursor}`]
  })
}

/** Prints a table: each list as the query alone, without HTTP and JSON, and at the API. */
export async function benchLists(databaseUrl: string, baton: Connection, headers: Record<string, string>) {
  process.env.DATABASE_URL = databaseUrl
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const deep = await deepCalls(client)
  await client.end()
  const today = new Date()
  const actor = await actorForJob(1, today)
  if (!actor) throw new Error('nobody to ask as')
  console.log(
    '\n| list of leads | slowest order | query: ms, median | 95th (aim 50) | API: ms, median | 95th (aim 100) |\n| --- | --- | --- | --- | --- | --- |',
  )
  const row = async ([name, query]: ListCall, orders: readonly LeadSort[]) => {
    const found: Timed[] = []
    for (const sort of orders) found.push(await timed(actor, query, sort))
    const [slowest] = found.sort((one, other) => other.p95 - one.p95)
    if (!slowest) return
    const api = atApi(query)
    const rate = api
      ? await measure(baton, () => ({ path: `/api/v1/leads?${query}&sort=${slowest.sort}`, headers }), {
          seconds: 1,
          warmUp: 3,
        })
      : null
    const ms = [slowest.p50, slowest.p95, rate?.p50, rate?.p95].map((time) => time?.toFixed(1) ?? '–')
    console.log(`| ${name} | ${slowest.sort} | ${ms.join(' | ')} |`)
  }
  for (const call of filterCalls(today)) await row(call, ORDERS)
  for (const [name, query] of SEARCH_CALLS)
    await row([`search: ${name}`, query], ['relevance', '-updatedAt', 'company'])
  for (const call of deep) await row(call, ['-createdAt'])
  for (const [name, query] of numberCalls(today)) {
    const asked = Object.fromEntries(new URLSearchParams(query))
    await row(
      [`number: ${name}`, query],
      [readLeadSort({}, readLeadFilters(asked)), 'createdAt', 'updatedAt', 'company'],
    )
  }
  await closePool()
}

type Timed = { sort: LeadSort; p50: number; p95: number }

const RUNS = 20

async function timed(actor: Actor, query: string, sort: LeadSort): Promise<Timed> {
  const { cursor, ...asked } = Object.fromEntries(new URLSearchParams(query))
  leadScreenInput.parse(asked)
  const filters = readLeadFilters(asked)
  const times: number[] = []
  for (let n = 0; n < RUNS + 3; n++) {
    const began = performance.now()
    const page = await listLeads(actor, { filters, sort, cursor })
    if (!page.ok) throw new Error(`${query} is refused`)
    if (n >= 3) times.push(performance.now() - began)
  }
  times.sort((one, other) => one - other)
  return { sort, p50: times[RUNS / 2] ?? Number.NaN, p95: times[Math.ceil(RUNS * 0.95) - 1] ?? Number.NaN }
}

function atApi(query: string): boolean {
  const { cursor: _cursor, ...asked } = Object.fromEntries(new URLSearchParams(query))
  return leadListInput.safeParse(asked).success
}

import { fork } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { encode } from 'next-auth/jwt'
import pg from 'pg'
import { ensureBuilt } from '@/lib/cli/build'
import { KEY_RULES } from '@/lib/leads/lead-keys'
import { sessionCookie } from '@/lib/platform/auth/cookies'
import { actorForJob } from '@/lib/platform/auth/job'
import { openSession } from '@/lib/platform/auth/session-store'
import { isRetryable } from '@/lib/platform/db/errors'
import { closePool } from '@/lib/platform/db/pool'
import { closeSender } from '@/lib/platform/jobs/queue'
import { rebuildRollups } from '@/lib/rollups/commands/rebuild'
import { dataFolder, freePort, type RunningApp, removeFolder, startApp } from '@/tests/support/app'
import { type BenchCompany, makeCompany } from './company'
import { benchImports } from './imports'
import { benchLists } from './lists'
import { Connection, measure, type Rate } from './measure'

/** `npm run bench [-- 10000 1000000]`: prints how many times dearer each row is than the reference, smaller is better. */
const SIZES = process.argv.slice(2).map(Number).filter(Boolean)
const AIMS: Record<string, number> = {
  'list of 50, JSON': 4,
  'list page, HTML': 20,
  'search, JSON': 4,
  'record page, HTML': 20,
  'record, JSON': 4,
  'funnel by channel': 4,
  'dashboard page, HTML': 25,
  'queue page, HTML': 20,
  'create one': 6,
  'change of state (accept)': 6,
}
const ACCEPT = 'change of state (accept)'

/** The other screens of numbers: each within a second. */
const SCREENS = [
  '/funnel/cohorts',
  '/funnel/quality',
  '/funnel/rejections',
  '/kpis',
  '/kpis/summary',
  '/campaigns',
  '/people',
  '/promises',
]

/** The numbers that executives wait for: in 50 ms at the 95th percentile, and in at most 1.5 times that of a small company. */
const NUMBERS = ['funnel by channel', 'all KPIs with previous period', 'quality mix']
const UNFOLDED = ', 1,000 changes not folded'

async function main() {
  await ensureBuilt(console.log)
  const measured: { leads: number; rates: Map<string, Rate> }[] = []
  for (const leads of SIZES.length > 0 ? SIZES : [10_000, 1_000_000])
    measured.push({ leads, rates: await benchCompany(leads) })
  const [small, large] = measured
  if (small && large) compareSizes(small, large)
}

type Measured = { leads: number; rates: Map<string, Rate> }

function compareSizes(small: Measured, large: Measured) {
  const [few, many] = [small.leads.toLocaleString('en'), large.leads.toLocaleString('en')]
  console.log(`\n## ${many} leads against ${few}\n`)
  console.log(
    `| work | ms with ${few}, median / 95th | with ${many} | times, median (aim 1.5) |\n| --- | --- | --- | --- |`,
  )
  for (const name of NUMBERS.flatMap((each) => [each, each + UNFOLDED])) {
    const [one, other] = [small.rates.get(name), large.rates.get(name)]
    if (!one || !other) continue
    const ms = ({ p50, p95 }: Rate) => `${p50.toFixed(1)} / ${p95.toFixed(1)}`
    console.log(`| ${name} | ${ms(one)} | ${ms(other)} | ${(other.p50 / one.p50).toFixed(2)} |`)
  }
}

async function benchCompany(leads: number): Promise<Map<string, Rate>> {
  const folder = dataFolder()
  const loopFolder = mkdtempSync(join(tmpdir(), 'baton-loop-'))
  const probe = pathToFileURL(resolve('tests/bench/loop-probe.mjs')).href
  const app = await startApp({
    folder,
    env: { API_RATE_LIMIT: '1000000', BENCH_LOOP: loopFolder, NODE_OPTIONS: `--import ${probe}` },
  })
  let rates: Map<string, Rate>
  try {
    const client = new pg.Client({ connectionString: app.databaseUrl() })
    client.on('error', () => undefined) // the database ends before what has failed is told
    await client.connect()
    const began = performance.now()
    const company = await withoutIndexes(client, () => makeCompany(client, leads))
    console.log(`\n## ${leads.toLocaleString('en')} leads (made in ${seconds(began)} s)\n`)
    console.log(await costOfCounting(client))
    await makeRollups(client, app.databaseUrl())
    const { rows } = await client.query<{ value: string }>(
      `select value from installation_secret where id = 'session'`,
    )
    await client.end()
    rates = await benchRows(app, company, rows[0]?.value ?? '')
    console.log(`\nmemory after the load: ${memoryOf(app)}`)
    const workerPid = app.process.pid ?? 0
    const webPid = childrenOf(workerPid).find((pid) => nameOf(pid).startsWith('next'))
    const databaseUrl = app.databaseUrl()
    process.env.DATABASE_URL = databaseUrl
    const actor = await actorForJob(company.marketerId, new Date())
    if (!actor) throw new Error('nobody to import as')
    await benchImports({
      url: app.url,
      key: company.key,
      actor,
      databaseUrl,
      workerPid,
      webPid,
      loopFolder,
      residentMb,
    })
    await closeSender()
    await closePool()
  } finally {
    await app.stop()
  }
  for (const start of [1, 2, 3]) {
    const began = performance.now()
    const again = await startApp({ folder })
    console.log(`start ${start} to first answer, with its own PostgreSQL: ${seconds(began)} s`)
    if (start === 3) console.log(`memory at rest: ${await atRest(again)}; aim 300 MB`)
    await again.stop()
  }
  removeFolder(folder)
  return rates
}

const FILLED = ['lead', 'lead_event', 'handoff', 'deal']
/** They note leads for a comparison that would run through whole tables without those indexes. */
const COMPARED = ['lead_compare_new', 'lead_compare_changed']

/**
 * Fills tables without the indexes that hold no promise and makes those at the end: a million leads in a third of the
 * time. That each of them would get new keys and be compared with those like it is another measurement.
 */
async function withoutIndexes<T>(client: pg.Client, fill: () => Promise<T>): Promise<T> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select c.relname as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
     where t.relname = any($1) and not i.indisunique`,
    [FILLED],
  )
  for (const { name } of rows) await client.query(`drop index "${name}"`)
  await client.query(`update lead_keys set rules = $1, country = 'DE', cursor = null`, [KEY_RULES])
  for (const name of COMPARED) await client.query(`alter table lead disable trigger ${name}`)
  const filled = await fill()
  await client.query(`set maintenance_work_mem = '512MB'`)
  for (const { definition } of rows) await client.query(definition)
  for (const name of COMPARED) await client.query(`alter table lead enable trigger ${name}`)
  await client.query('vacuum analyze')
  return filled
}

/** As the worker does after an upgrade: the company was written by SQL, so nothing is folded yet. */
async function makeRollups(client: pg.Client, databaseUrl: string) {
  process.env.DATABASE_URL = databaseUrl
  await client.query('update rollup_state set time_zone = null')
  const began = performance.now()
  for (let made = false; !made; ) made = await rebuildRollups().then(() => true, isWorkerAtIt)
  console.log(`rollups of all leads made in ${seconds(began)} s`)
  await closePool()
  await client.query('vacuum analyze')
}

/** The worker makes them as well when it finds that it must, and whoever comes second waits for eight seconds only. */
function isWorkerAtIt(error: unknown): false {
  if (isRetryable(error)) return false
  throw error
}

/** What writing down each change for the rollups adds to the cost of writing many leads at once. */
async function costOfCounting(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ columns: string }>(`
    select string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns
    where table_schema = 'public' and table_name = 'lead' and column_name <> 'id' and is_generated = 'NEVER'`)
  const columns = rows[0]?.columns ?? ''
  const write = async (counted: boolean) => {
    await client.query('begin')
    if (!counted) await client.query('alter table lead disable trigger user')
    const began = performance.now()
    await client.query(`insert into lead (${columns}) select ${columns} from lead order by id limit 10000`)
    const took = performance.now() - began
    await client.query('rollback')
    return took
  }
  await write(true)
  const [counted, bare] = [await write(true), await write(false)]
  return `10,000 leads in one statement: ${counted.toFixed(0)} ms, ${bare.toFixed(0)} ms without writing down what counts`
}

/** Changes 1,000 leads and keeps anybody from folding that until `work` is done. */
async function withUnfolded(databaseUrl: string, work: () => Promise<void>) {
  const [writer, keeper] = [1, 2].map(() => new pg.Client({ connectionString: databaseUrl }))
  if (!writer || !keeper) throw new Error('no client')
  await Promise.all([writer.connect(), keeper.connect()])
  await keeper.query('begin; lock table rollup_state in exclusive mode')
  await writer.query(`update lead set grade = case grade when 'hot' then 'warm' else 'hot' end::grade
    where id in (select id from lead order by created_at desc limit 1000)`)
  await work()
  await keeper.query('rollback')
  await Promise.all([writer.end(), keeper.end()])
}

function seconds(began: number): string {
  return ((performance.now() - began) / 1000).toFixed(1)
}

async function benchRows(app: RunningApp, company: BenchCompany, secret: string): Promise<Map<string, Rate>> {
  const reference = await startReference(app.databaseUrl())
  const floor = new Connection(reference.url)
  const baton = new Connection(app.url)
  const cookie = await signIn(app.databaseUrl(), company.marketerId, secret)
  const page = (path: string) => () => ({ path, headers: { cookie } })
  const key = { authorization: `Bearer ${company.key}` }
  const json = (path: string) => () => ({ path, headers: key })
  const post = (path: string, body: object) => ({
    path,
    method: 'POST',
    headers: { ...key, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const period = periodOfYear()

  const before = await measure(floor, () => ({ path: '/' }))
  const results: [string, Rate][] = []
  const row = async (
    name: string,
    call: Parameters<typeof measure>[1],
    options?: Parameters<typeof measure>[2],
  ) => {
    try {
      results.push([name, await measure(baton, call, options)])
    } catch (error) {
      console.log(`${name}: ${error instanceof Error ? error.message : error}`)
    }
  }
  await row('list of 50, JSON', json('/api/v1/leads?limit=50'))
  await row('search, JSON', json('/api/v1/leads?limit=50&q=company+4711'))
  await row('record, JSON', json(`/api/v1/leads/${company.recordId}`))
  const numbers = async (state: string) => {
    const paths = [
      `funnel?${period}&basis=cohort&groupBy=channel`,
      `kpis?${period}`,
      `quality?${period}&groupBy=channel`,
    ]
    for (const [index, name] of NUMBERS.entries()) await row(name + state, json(`/api/v1/${paths[index]}`))
  }
  await numbers('')
  await withUnfolded(app.databaseUrl(), () => numbers(UNFOLDED))
  await row('list page, HTML', page('/leads'))
  await row('record page, HTML', page(`/leads/${company.recordId}`))
  await row('queue page, HTML', page('/queue'))
  await row('dashboard page, HTML', page(`/funnel?${period}`))
  for (const path of SCREENS) await row(`${path}, HTML`, page(`${path}?${period}`), { warmUp: 3 })
  await row('create one', (n) => post('/api/v1/leads', enquiry(n)), { expect: 201 })
  await row(
    ACCEPT,
    (n) => {
      const id = company.pendingHandoffs[n]
      return id === undefined ? undefined : post(`/api/v1/handoffs/${id}/accept`, {})
    },
    { warmUp: 100 },
  )
  const updates = await measure(floor, (n) => {
    const id = company.pendingHandoffs.at(-1 - n)
    return id === undefined ? undefined : { path: `/?id=${id}`, method: 'POST' }
  })
  const after = await measure(floor, () => ({ path: '/' }))
  const referenceRate = (before.perSecond + after.perSecond) / 2
  console.log(
    `reference: ${referenceRate.toFixed(0)} requests a second (${before.perSecond.toFixed(0)} before, ${after.perSecond.toFixed(0)} after)\n`,
  )
  console.log(
    '| work, one connection | times the reference | aim | ms, median | ms, 95th |\n| --- | --- | --- | --- | --- |',
  )
  for (const [name, rate] of results) {
    const ratio = (referenceRate / rate.perSecond).toFixed(1)
    console.log(
      `| ${name} | ${ratio} | ${AIMS[name] ?? '–'} | ${rate.p50.toFixed(2)} | ${rate.p95.toFixed(2)} |`,
    )
  }
  const accept = results.find(([name]) => name === ACCEPT)?.[1]
  if (accept) {
    const share = accept.perSecond / updates.perSecond
    console.log(
      `\naccept: ${accept.perSecond.toFixed(0)} a second, ${share.toFixed(2)} of a bare route that does one update (${updates.perSecond.toFixed(0)}); aim at least 0.33`,
    )
  }
  console.log(`pending handoffs in the queue: ${company.pendingHandoffs.length.toLocaleString('en')}`)
  await benchLists(app.databaseUrl(), baton, key)
  await scriptSize(baton, cookie)
  floor.close()
  baton.close()
  reference.stop()
  return new Map(results)
}

function periodOfYear(): string {
  const to = new Date().toISOString().slice(0, 10)
  const from = new Date(Date.now() - 364 * 86_400_000).toISOString().slice(0, 10)
  return `from=${from}&to=${to}`
}

const run = Math.floor(Date.now() / 1000)

function enquiry(n: number) {
  return {
    company: `New company ${n}`,
    contactName: 'Erika Mustermann',
    email: `new${run}.${n}@new-company.example`,
    phone: `+4989${(10_000_000 + ((run * 7 + n) % 89_999_999)).toString()}`,
    channel: 'Channel 3',
    note: 'Asks for a quotation',
  }
}

async function startReference(databaseUrl: string): Promise<{ url: string; stop: () => void }> {
  const port = await freePort()
  const child = fork(resolve('tests/bench/reference.mjs'), {
    env: { ...process.env, DATABASE_URL: databaseUrl, PORT: String(port) },
    execArgv: [],
  })
  await new Promise((ready) => child.once('message', ready))
  return { url: `http://127.0.0.1:${port}`, stop: () => child.kill() }
}

async function signIn(databaseUrl: string, personId: number, secret: string): Promise<string> {
  process.env.DATABASE_URL = databaseUrl
  const sid = await openSession({ personId, at: new Date() })
  await closePool()
  return `${sessionCookie().name}=${await encode({ token: { sid }, secret })}`
}

/** All scripts that the list page asks for, compressed as a server would. */
async function scriptSize(baton: Connection, cookie: string) {
  const { body } = await baton.send({ path: '/leads', headers: { cookie } })
  const scripts = new Set(
    [...body.matchAll(/(?:src|href)="(\/_next\/static\/[^"]+\.js[^"]*)"/g)].map(([, path]) => path),
  )
  let bytes = 0
  for (const path of scripts) {
    if (!path || body.includes(`src="${path}" noModule`)) continue
    bytes += gzipSync((await baton.send({ path })).body).length
  }
  console.log(
    `\nJavaScript of the list page, compressed: ${(bytes / 1024).toFixed(0)} KB in ${scripts.size} files (aim 150)`,
  )
}

/** A while after the start, when what was read for it has been let go. */
async function atRest(app: RunningApp): Promise<string> {
  await new Promise((rest) => setTimeout(rest, 8000))
  return memoryOf(app)
}

/** Resident memory of the two Node processes; PostgreSQL's is left out, as it is for the products compared with. */
function memoryOf(app: RunningApp): string {
  const launcher = app.process.pid ?? 0
  const web = childrenOf(launcher).find((pid) => nameOf(pid).startsWith('next'))
  const [own, served] = [residentMb(launcher), web === undefined ? 0 : residentMb(web)]
  return `${(own + served).toFixed(0)} MB (launcher with worker ${own.toFixed(0)}, web server ${served.toFixed(0)})`
}

function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
      .map(Number)
  } catch {
    return [] // no /proc: not Linux
  }
}

function nameOf(pid: number): string {
  return readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
}

function residentMb(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes ?? 0) / 1024
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})

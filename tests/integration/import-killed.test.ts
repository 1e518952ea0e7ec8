import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { undoImport } from '@/lib/imports/commands/undo'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { closePool } from '@/lib/platform/db/pool'
import { db, sql } from '@/lib/platform/db/sql'
import { closeSender } from '@/lib/platform/jobs/queue'
import { applyMigrations } from '@/lib/platform/migrations/apply'
import { type Cluster, startCluster } from '@/lib/platform/postgres/cluster'
import { must } from '@/lib/platform/result'
import { queuedFile } from '../support/imports'
import { makePeople } from '../support/life'

/*
 * Imports whose workers and whose PostgreSQL are killed at twenty random points. What is there at the end is what an
 * import leaves that nobody disturbed: nothing lost, nothing twice.
 */

const AT = new Date('2026-11-17T10:00:00Z')
const ROWS = 9_000
const COSTS = 1_200

const settings = {
  // A process that is killed loses nothing of what the operating system has; only a power cut would.
  fsync: 'off',
  full_page_writes: 'off',
  shared_buffers: '64MB',
  max_connections: 40,
}
const folder = mkdtempSync(join(tmpdir(), 'baton-killed-'))
let cluster: Cluster
/** watches from outside: not a connection of the product */
let watcher: pg.Client

beforeAll(async () => {
  cluster = await startCluster(folder, { settings })
  await applyMigrations(cluster.url)
  await use('baton')
  await makePeople(AT)
  await db.run(sql`insert into channel (name) values ('Fair')`)
  await db.run(sql`
    with made as (
      insert into lead (status, external_id, display_name, sort_name, email, email_key, created_at, updated_at,
        status_since, last_contact_at)
      select 'new', 'known-' || n, 'Known ' || n, 'known ' || n, 'known' || n || '@x.example', 'known' || n || '@x.example',
        ${AT}::timestamptz, ${AT}::timestamptz, ${AT}::timestamptz, ${AT}::timestamptz
      from generate_series(0, 999) n returning id)
    insert into lead_event (lead_id, type, to_status, at) select id, 'created', 'new', ${AT}::timestamptz from made`)
  await leave()
  await watch(async () => {
    await watcher.query('create database disturbed template baton')
  }, 'postgres')
}, 60_000)

afterAll(async () => {
  await leave()
  await watcher?.end().catch(() => undefined)
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function leave(): Promise<void> {
  await closeSender()
  await closePool()
}

function addressOf(database: string): string {
  const url = new URL(cluster.url)
  url.pathname = `/${database}`
  return url.href
}

async function use(database: string): Promise<void> {
  await leave()
  process.env.DATABASE_URL = addressOf(database)
}

async function watch(work: () => Promise<void>, database = 'disturbed'): Promise<void> {
  await watcher?.end().catch(() => undefined)
  watcher = new pg.Client({ connectionString: addressOf(database) })
  watcher.on('error', () => undefined)
  await watcher.connect()
  await work()
}

/** The same numbers for the same seed. */
function draws(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

function leadsFile(): string {
  const lines = Array.from({ length: ROWS }, (_, n) => {
    if (n % 50 === 7) return `No address ${n},,`
    if (n % 60 === 9) return ',,'
    if (n % 9 === 0) return `Again ${n},known${n % 1000}@x.example,Fair`
    if (n % 11 === 0) return `Twice ${n},fresh${n - 1}@x.example,`
    return `Fresh ${n},fresh${n}@x.example,Fair`
  })
  return ['company,mail,source', ...lines].join('\n')
}

function costsFile(): string {
  const lines = Array.from({ length: COSTS }, (_, n) => {
    const day = new Date(Date.UTC(2020, 0, 1 + (n % 2000))).toISOString().slice(0, 10)
    return `Fair,${day},${n % 97 === 0 ? 'much' : `${n}.50`}`
  })
  return ['channel,day,sum', ...lines].join('\n')
}

const LEADS = { kind: 'leads', columns: { company: 'company', mail: 'email', source: 'channel' } }
const SPEND = {
  kind: 'spend',
  columns: { channel: 'channel', day: 'day', sum: 'amount' },
  constants: { side: 'marketing' },
}

async function actor(): Promise<Actor> {
  const { actorForJob } = await import('@/lib/platform/auth/job')
  const person = await db.one<{ id: number }>(
    sql`select id from person where 'marketer' = any (roles) order by id limit 1`,
  )
  const found = await actorForJob(person?.id ?? 0, AT)
  if (!found) throw new Error('nobody imports')
  return actorAt(found, AT)
}

/** Everything that imports leave behind, by names and not by the numbers that deaths use up. */
async function outcome(): Promise<unknown> {
  const row = await db.one<{ all: unknown }>(sql`
    with line as (
      select 'lead ' || display_name || ' ' || coalesce(email, '') || ' ' || version || ' ' || last_contact_at as text from lead
      union all select 'touch ' || l.display_name || ' ' || (t.data ->> 'company') from touch t join lead l on l.id = t.lead_id
      union all select 'event ' || coalesce(l.display_name, '-') || ' ' || e.type || ' ' || coalesce(e.data ->> 'importId', '')
        from lead_event e left join lead l on l.id = e.lead_id
      union all select 'effect ' || e.kind || ' ' || coalesce(l.display_name, s.first_day::text) || ' ' || e.version
        || ' ' || coalesce(e.before::text, '')
        from import_effect e left join lead l on l.id = e.subject and e.kind <> 'spend'
          left join spend s on s.id = e.subject and e.kind = 'spend'
      union all select 'spend ' || first_day || ' ' || amount || ' ' || version || ' ' || (removed_at is null) from spend
      union all select 'refused ' || import_id || ' ' || row || ' ' || problems::text from import_rejected_row
      union all select 'kept ' || import_id || ' ' || kind || ' ' || name from import_kept
      union all select 'cost ' || (to_jsonb(c) - 'reach')::text from cost_rollup c where amount <> 0
      union all select 'count ' || (c - 'sign')::text || sum((c -> 'sign')::int)::text
        from (select to_jsonb(x) as c from lead_change x) counted group by c - 'sign' having sum((c -> 'sign')::int) <> 0)
    select jsonb_build_object(
      'runs', (select jsonb_agg(jsonb_build_array(id, state, total, created, updated, touched, skipped, rejected, cursor,
        undo) order by id) from import_run),
      'lines', (select jsonb_object_agg(kind, jsonb_build_array(count, hash)) from (
        select split_part(text, ' ', 1) as kind, count(*) as count, md5(string_agg(text, '|' order by text)) as hash
        from line group by 1) kinds)) as all`)
  return row?.all
}

type Worker = { process: ChildProcess; ready: Promise<unknown> }

function worker(): Worker {
  const script = new URL('../support/import-worker.ts', import.meta.url).pathname
  const child = spawn(process.execPath, ['--import', 'tsx', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: addressOf('disturbed'), LOG_LEVEL: 'silent' },
  })
  return { process: child, ready: once(child.stdout, 'data') }
}

/** How far the import, or its undo, is. */
async function far(importId: number, undo: boolean): Promise<number> {
  const { rows } = await watcher.query(
    `select case when $2 then coalesce((undo ->> 'removed')::int, 0) else cursor end as far from import_run where id = $1`,
    [importId, undo],
  )
  return rows[0]?.far ?? 0
}

/** In place of the process of the server that works for the worker, or of the server itself. */
async function killPostgres(whole: boolean): Promise<void> {
  // Whichever process dies, the server ends all connections: until this one has ended, it does not know yet.
  const heard = new Promise<void>((resolve) => watcher.once('end', resolve))
  if (whole) {
    const { rows } = await watcher.query(`select pg_read_file('postmaster.pid') as text`)
    process.kill(Number(String(rows[0]?.text).split('\n')[0]), 'SIGKILL')
    await cluster.ended
    const port = Number(new URL(cluster.url).port)
    cluster = await startCluster(folder, { settings, port })
  } else {
    const { rows } = await watcher.query(
      `select pid from pg_stat_activity where datname = 'disturbed' and pid <> pg_backend_pid() and backend_type = 'client backend'
       order by state = 'active' desc, query_start desc limit 1`,
    )
    if (!rows[0]) return
    process.kill(rows[0].pid, 'SIGKILL')
  }
  await heard
  for (let up = false; !up; ) {
    up = await watch(async () => {
      await watcher.query('select 1')
    }).then(
      () => true,
      () => false,
    )
  }
}

type Death = 'worker' | 'backend' | 'server'

/** Works to the end with one death after the other, each as far as its turn says and a little further. */
async function workAndDie(
  importId: number,
  undo: boolean,
  all: number,
  deaths: readonly Death[],
  draw: (below: number) => number,
): Promise<number> {
  let died = 0
  let next = worker()
  for (const [turn, death] of deaths.entries()) {
    const one = next
    next = worker()
    const target = Math.floor((all * turn) / deaths.length) + draw(Math.ceil(all / deaths.length / 2))
    await one.ready
    one.process.stdin?.write(`${JSON.stringify({ importId, undo, at: AT })}\n`)
    const alive = () => one.process.exitCode === null && one.process.signalCode === null
    while (alive() && (await far(importId, undo)) < target) {
      // asking takes its time: no need to sleep
    }
    for (let more = draw(80); alive() && more > 0; more--) await far(importId, undo)
    if (alive()) {
      died++
      if (death === 'worker') one.process.kill('SIGKILL')
      else await killPostgres(death === 'server')
    }
    if (alive()) await once(one.process, 'exit')
  }
  await next.ready
  next.process.stdin?.write(`${JSON.stringify({ importId, undo, at: AT })}\n`)
  if (next.process.exitCode === null) await once(next.process, 'exit')
  return died
}

it('whatever is killed when, every row is written once, and taken back once', {
  timeout: 180_000,
}, async () => {
  // the same numbers of imports, so that what names them compares
  const { workOnImport } = await import('@/lib/imports/commands/run')
  const { workOnUndo } = await import('@/lib/imports/commands/take-back')
  const queued = async () => {
    const who = await actor()
    return [await queuedFile(who, leadsFile(), LEADS), await queuedFile(who, costsFile(), SPEND)] as const
  }

  await use('baton')
  const [calmLeads, calmCosts] = await queued()
  await workOnImport(calmLeads, AT)
  await workOnImport(calmCosts, AT)
  const written = await outcome()
  must(await undoImport(await actor(), { importId: calmLeads }))
  await workOnUndo(calmLeads, AT)
  const takenBack = await outcome()

  await use('disturbed')
  const [leads, costs] = await queued()
  expect([leads, costs]).toEqual([calmLeads, calmCosts])
  await watch(async () => {})
  const draw = draws(20_261_122)
  const deaths = (count: number, ...others: Death[]): Death[] => [
    ...Array<Death>(count).fill('worker'),
    ...others,
  ]
  let died = await workAndDie(leads, false, ROWS, ['backend', 'server', ...deaths(9), 'backend'], draw)
  died += await workAndDie(costs, false, COSTS, deaths(3, 'backend'), draw)
  await use('disturbed')
  expect(await outcome()).toEqual(written)
  must(await undoImport(await actor(), { importId: leads }))
  died += await workAndDie(leads, true, ROWS * 0.7, deaths(3, 'backend'), draw)
  await use('disturbed')
  expect(await outcome()).toEqual(takenBack)
  // Of twenty: on a busy machine an import may end before the asking after it has had its turn.
  expect(died).toBeGreaterThanOrEqual(12)
})

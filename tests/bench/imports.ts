import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'

/**
 * A file of leads beside the same rows by COPY, in one run: into the same table with its indexes, with and without what
 * its triggers write down (counts, words, look-alikes). Then the import is undone, and a large file shows that memory
 * does not depend on it.
 */

const ROWS = 100_000
const WIDE_ROWS = 20_000

export type ImportBench = {
  url: string
  key: string
  databaseUrl: string
  /** of the launcher, which works the queue */
  workerPid: number
  webPid: number | undefined
  /** where `loop-probe.mjs` writes */
  loopFolder: string
  residentMb: (pid: number) => number
}

type Run = { id: number; state: string; created: number; total: number; undo?: { removed: number } }

/** Prints what imports cost. */
export async function benchImports(bench: ImportBench): Promise<void> {
  const client = new pg.Client({ connectionString: bench.databaseUrl })
  await client.connect()
  try {
    console.log('\n## Imports\n')
    writeFileSync(join(bench.loopFolder, 'turn'), 'import')
    const narrow = await importFile(bench, narrowFile())
    console.log(
      `${ROWS.toLocaleString('en')} rows: ${seconds(narrow.ms)} s, ${Math.round(ROWS / (narrow.ms / 1000)).toLocaleString('en')} a second; worker + ${narrow.grownMb.toFixed(0)} MB`,
    )
    console.log(`event loop of the web server meanwhile: ${lateness(bench)} (aim: 99 % under 50 ms)`)
    const columns = await columnsOf(client)
    const rows = await capture(client, columns, narrow.run.id)
    const undone = await undo(bench, narrow.run.id)
    console.log(
      `undone: ${undone.removed.toLocaleString('en')} leads in ${seconds(undone.ms)} s, in batches of 500`,
    )
    for (const triggers of [true, false]) {
      const ms = await copyAgain(client, columns, rows, triggers)
      const what = triggers ? 'COPY of the same rows' : 'COPY of the same rows, triggers off'
      console.log(
        `${what}: ${seconds(ms)} s; the import took ${(narrow.ms / ms).toFixed(2)} times that (aim 4)`,
      )
    }
    for (const megabytes of [20, 100]) {
      const wide = await importFile(bench, wideFile(megabytes))
      console.log(`${megabytes} MB: ${seconds(wide.ms)} s; worker + ${wide.grownMb.toFixed(0)} MB (aim 150)`)
    }
  } finally {
    await client.end()
  }
}

function narrowFile(): string {
  const lines = Array.from(
    { length: ROWS },
    (_, n) =>
      `Import ${n % 90_000} GmbH,Erika Muster${n},import${n}@import${n % 9000}.example,+4940${1_000_000 + n},Channel ${1 + (n % 12)}`,
  )
  return ['company,name,mail,phone,source', ...lines].join('\n')
}

function wideFile(megabytes: number): string {
  const note = 'x'.repeat(50 * megabytes)
  const lines = Array.from(
    { length: WIDE_ROWS },
    (_, n) => `Wide ${n},wide${megabytes}.${n}@wide${n % 900}.example,${note}`,
  )
  return ['company,mail,note', ...lines].join('\n')
}

async function importFile(
  bench: ImportBench,
  file: string,
): Promise<{ run: Run; ms: number; grownMb: number }> {
  const columns = { company: 'company', mail: 'email' }
  const mapped = file.startsWith('company,name')
    ? { ...columns, name: 'contactName', phone: 'phone', source: 'channel' }
    : { ...columns, note: 'note' }
  const form = new FormData()
  form.set('file', new File([file], 'bench.csv', { type: 'text/csv' }))
  form.set('mapping', JSON.stringify({ kind: 'leads', columns: mapped }))
  const sent = await fetch(`${bench.url}/api/v1/imports`, {
    method: 'POST',
    headers: keyOf(bench),
    body: form,
  })
  const { id } = (await sent.json()) as Run
  if (sent.status !== 202) throw new Error(`POST /imports: ${sent.status}`)
  const began = performance.now()
  const before = bench.residentMb(bench.workerPid)
  let most = before
  const run = await follow(bench, id, 'done', () => {
    most = Math.max(most, bench.residentMb(bench.workerPid))
  })
  if (run.created !== run.total) throw new Error(`the file was not new: ${JSON.stringify(run)}`)
  return { run, ms: performance.now() - began, grownMb: most - before }
}

async function undo(bench: ImportBench, id: number): Promise<{ ms: number; removed: number }> {
  const began = performance.now()
  await fetch(`${bench.url}/api/v1/imports/${id}/undo`, { method: 'POST', headers: keyOf(bench) })
  const run = await follow(bench, id, 'undone', () => {})
  return { ms: performance.now() - began, removed: run.undo?.removed ?? 0 }
}

async function follow(bench: ImportBench, id: number, end: string, look: () => void): Promise<Run> {
  for (;;) {
    const answer = await fetch(`${bench.url}/api/v1/imports/${id}`, { headers: keyOf(bench) })
    const run = (await answer.json()) as Run
    look()
    if (run.state === end) return run
    if (run.state === 'failed' || run.state === 'stopped') throw new Error(JSON.stringify(run))
    await new Promise((later) => setTimeout(later, 100))
  }
}

function keyOf({ key }: ImportBench) {
  return { authorization: `Bearer ${key}` }
}

async function columnsOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ columns: string }>(`
    select string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns
    where table_schema = 'public' and table_name = 'lead' and is_generated = 'NEVER' and column_name <> 'import_id'`)
  return rows[0]?.columns ?? ''
}

async function capture(client: pg.Client, columns: string, importId: number): Promise<Buffer[]> {
  const pieces: Buffer[] = []
  const stream = client.query(
    copyTo(`copy (select ${columns} from lead where import_id = ${importId} order by id) to stdout`),
  )
  for await (const piece of stream) pieces.push(piece as Buffer)
  return pieces
}

async function copyAgain(
  client: pg.Client,
  columns: string,
  rows: readonly Buffer[],
  triggers: boolean,
): Promise<number> {
  await client.query('vacuum lead')
  await client.query('checkpoint')
  if (!triggers) await client.query('alter table lead disable trigger user')
  const began = performance.now()
  await pipeline(Readable.from(rows), client.query(copyFrom(`copy lead (${columns}) from stdin`)))
  const took = performance.now() - began
  await client.query(`delete from lead where email_key like 'import%@import%.example'`)
  if (!triggers) await client.query('alter table lead enable trigger user')
  return took
}

function lateness({ webPid, loopFolder }: ImportBench): string {
  if (webPid === undefined) return 'not known here'
  const { p99, max } = JSON.parse(readFileSync(join(loopFolder, String(webPid)), 'utf8')) as {
    p99: number
    max: number
  }
  return `99 % under ${p99.toFixed(0)} ms, at most ${max.toFixed(0)} ms`
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1)
}

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { keepFile } from '@/lib/imports/commands/keep-file'
import { askForCheck } from '@/lib/imports/commands/start'
import { importDraft } from '@/lib/imports/draft'
import type { Actor } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { seeded } from '@/prisma/seed/random'
import { makeWorkbook } from '../support/make-workbook'

/**
 * A file of leads beside the same rows by COPY, in one run: into the same table with its indexes, with and without what
 * its triggers write down (counts, words, look-alikes). Then the import is undone, and the check of a draft, large files
 * and a workbook show that memory does not depend on them: each figure is the most above what the worker had before the
 * first of them.
 */

const ROWS = 100_000
const WIDE_ROWS = 20_000

export type ImportBench = {
  url: string
  key: string
  actor: Actor
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
    const grown = memoryAbove(bench)
    const narrow = await importFile(bench, narrowFile(), grown)
    console.log(
      `${ROWS.toLocaleString('en')} rows: ${seconds(narrow.ms)} s, ${Math.round(ROWS / (narrow.ms / 1000)).toLocaleString('en')} a second; ${narrow.memory}`,
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
    const checked = await checkFile(bench, narrowFile(), grown)
    console.log(`check of ${ROWS.toLocaleString('en')} rows: ${seconds(checked.ms)} s; ${checked.memory}`)
    for (const megabytes of [20, 100]) {
      const wide = await importFile(bench, wideFile(megabytes), grown)
      console.log(`${megabytes} MB: ${seconds(wide.ms)} s; ${wide.memory}`)
    }
    const workbook = workbookFile()
    const read = await importFile(bench, workbook, grown)
    console.log(
      `XLSX of ${(workbook.size / 1e6).toFixed(0)} MB and ${read.run.total.toLocaleString('en')} rows: ${seconds(read.ms)} s; ${read.memory}`,
    )
  } finally {
    await client.end()
  }
}

/** The most that the worker has had since it was asked last, above what it has now. */
function memoryAbove({ residentMb, workerPid }: ImportBench): { look: () => void; told: () => string } {
  const rest = residentMb(workerPid)
  let most = rest
  return {
    look() {
      most = Math.max(most, residentMb(workerPid))
    },
    told() {
      const words = `worker + ${(most - rest).toFixed(0)} MB (aim 150)`
      most = rest
      return words
    },
  }
}

type Growth = ReturnType<typeof memoryAbove>

const NARROW = { company: 'company', mail: 'email', name: 'contactName', phone: 'phone', source: 'channel' }
const WIDE = { company: 'company', mail: 'email', note: 'note' }

function csv(lines: readonly string[]): File {
  return new File([lines.join('\n')], 'bench.csv', { type: 'text/csv' })
}

function narrowFile(): File {
  const lines = Array.from(
    { length: ROWS },
    (_, n) =>
      `Import ${n % 90_000} GmbH,Erika Muster${n},import${n}@import${n % 9000}.example,+4940${1_000_000 + n},Channel ${1 + (n % 12)}`,
  )
  return csv(['company,name,mail,phone,source', ...lines])
}

function wideFile(megabytes: number): File {
  const note = 'x'.repeat(50 * megabytes)
  const lines = Array.from(
    { length: WIDE_ROWS },
    (_, n) => `Wide ${n},wide${megabytes}.${n}@wide${n % 900}.example,${note}`,
  )
  return csv(['company,mail,note', ...lines])
}

/** Its texts are shared strings, as spreadsheets write them, and do not pack well. */
function workbookFile(): File {
  const strings: string[] = []
  const cell = (text: string) => `<c t="s"><v>${strings.push(text) - 1}</v></c>`
  const { next } = seeded(20_261_122)
  const noise = () => Array.from({ length: 24 }, () => next().toString(36).slice(2)).join('')
  const rows = Array.from({ length: ROWS }, (_, n) =>
    [`Book ${n}`, `book${n}@book${n % 900}.example`, noise()].map(cell).join(''),
  )
  const header = ['company', 'mail', 'note'].map(cell).join('')
  const sheet = [header, ...rows].map((cells) => `<row>${cells}</row>`).join('')
  return new File([new Uint8Array(makeWorkbook({ sheets: [sheet], strings }))], 'bench.xlsx')
}

async function importFile(
  bench: ImportBench,
  file: File,
  grown: Growth,
): Promise<{ run: Run; ms: number; memory: string }> {
  const columns = (await file.slice(0, 12).text()) === 'company,name' ? NARROW : WIDE
  const form = new FormData()
  form.set('file', file)
  form.set('mapping', JSON.stringify({ kind: 'leads', columns }))
  const sent = await fetch(`${bench.url}/api/v1/imports`, {
    method: 'POST',
    headers: keyOf(bench),
    body: form,
  })
  const { id } = (await sent.json()) as Run
  if (sent.status !== 202) throw new Error(`POST /imports: ${sent.status}`)
  const began = performance.now()
  const run = await follow(bench, id, 'done', grown.look)
  if (run.created !== run.total) throw new Error(`the file was not new: ${JSON.stringify(run)}`)
  return { run, ms: performance.now() - began, memory: grown.told() }
}

/** What the wizard asks for before anything is written. */
async function checkFile(
  { actor }: ImportBench,
  file: File,
  grown: Growth,
): Promise<{ ms: number; memory: string }> {
  const bytes = Readable.fromWeb(file.stream() as Parameters<typeof Readable.fromWeb>[0])
  const { importId } = must(await keepFile(actor, { fileName: file.name, bytes }))
  const draft = importDraft.parse({ step: 'check', kind: 'leads', columns: NARROW })
  await db.run(sql`update import_run set draft = ${JSON.stringify(draft)}::jsonb where id = ${importId}`)
  must(await askForCheck(actor, { importId }))
  const began = performance.now()
  for (;;) {
    grown.look()
    const run = await db.one<{ rows: number | null; failure: unknown }>(
      sql`select (findings->>'rows')::int as rows, failure from import_run where id = ${importId}`,
    )
    if (run?.failure) throw new Error(JSON.stringify(run.failure))
    if (run?.rows) return { ms: performance.now() - began, memory: grown.told() }
    await new Promise((later) => setTimeout(later, 100))
  }
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

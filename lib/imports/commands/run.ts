import type { Actor } from '@/lib/platform/actor'
import { actorForJob } from '@/lib/platform/auth/job'
import { pool } from '@/lib/platform/db/pool'
import { db, sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { log } from '@/lib/platform/log'
import { must } from '@/lib/platform/result'
import { askForFold } from '@/lib/rollups/commands/ask-for-fold'
import type { CsvFormat, CsvRecord } from '../csv'
import type { ImportMapping } from '../mapping'
import { importMapping } from '../mapping'
import type { ImportFailure } from '../queries/runs'
import { FormatDetector, type Formats, type ImportPlan, type ImportRow, planImport, rowReader } from '../row'
import { UnreadableFile } from '../unreadable-file'
import { openTable } from './table'
import { type Numbered, noTally, type Tally } from './tally'
import { writeLeadRows } from './write-leads'
import { writeOutcomeRows } from './write-outcomes'
import { writeSpendRows } from './write-spend'

/** Rows of one transaction: a crash repeats at most these, and other work on leads waits no longer than they take. */
const BATCH = 2000
const LOCK_SPACE = 51

type Run = {
  id: number
  state: string
  mapping: ImportMapping
  cursor: number
  createdById: number
  timeZone: string
  defaultCountry: string
}

/**
 * Works on an import until it is done or has failed. It may be called again at any time: a lock keeps two workers off
 * the same import, rows that were written are not written again, because the place in the file is kept with them.
 */
export async function workOnImport(importId: number, at: Date): Promise<void> {
  const holder = await pool().connect()
  try {
    const { rows } = await holder.query('select pg_try_advisory_lock($1, $2) as held', [LOCK_SPACE, importId])
    if (!rows[0]?.held) return
    try {
      await work(importId, at)
    } finally {
      await holder.query('select pg_advisory_unlock($1, $2)', [LOCK_SPACE, importId])
    }
  } finally {
    holder.release()
  }
}

/** Goes on with every import that is not at its end. */
export async function resumeImports(at: Date): Promise<void> {
  const open = await db.rows<{ id: number }>(sql`
    select id from import_run
    where state in ('queued', 'checking', 'running') and created_at < ${new Date(at.getTime() - 60_000)}::timestamptz
    order by id`)
  for (const { id } of open) await workOnImport(id, at)
}

async function work(importId: number, at: Date): Promise<void> {
  const run = await db.one<Run>(sql`
    select i.id, i.state, i.mapping, i.cursor, i.created_by_id as "createdById", o.time_zone as "timeZone",
      o.default_country as "defaultCountry"
    from import_run i cross join organisation o where i.id = ${importId}`)
  if (!run || !['queued', 'checking', 'running'].includes(run.state)) return
  const actor = await actorForJob(run.createdById, at)
  if (!actor) return finish(importId, at, { code: 'no_access' })
  // what was stored had passed this schema; parsing it again gives it its type back
  run.mapping = importMapping.parse(run.mapping)
  try {
    const checked = await check(run, at)
    if ('failure' in checked) return await finish(importId, at, checked.failure)
    await write(actor, run, checked)
    await finish(importId, at, null)
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    await finish(importId, at, { code: 'file', problem: error.code, params: error.params })
  }
}

type Checked = { plan: ImportPlan; formats: Formats; format: CsvFormat }

/** Reads the whole file once: can its columns be found, how are dates and amounts written, how many rows are there? */
async function check(run: Run, at: Date): Promise<Checked | { failure: ImportFailure }> {
  await db.run(sql`
    update import_run set state = 'checking', started_at = coalesce(started_at, ${at}::timestamptz)
    where id = ${run.id} and state = 'queued'`)
  const { format, header, batches } = await openTable(db, run.id, run.mapping)
  const planned = planImport(run.mapping, header)
  if (!planned.ok) return { failure: { code: 'columns', problems: planned.problems } }
  const detector = new FormatDetector(planned.plan)
  let total = 0
  for await (const batch of batches) {
    total += batch.length
    for (const record of batch) if (record.problem === null) detector.see(record.cells)
    await breathe()
  }
  const { formats, questions } = detector.decide()
  if (questions.length > 0) return { failure: { code: 'questions', questions } }
  await db.run(sql`
    update import_run set state = 'running', total = ${total}, header = ${header}::text[]
    where id = ${run.id} and state in ('checking', 'running')`)
  return { plan: planned.plan, formats, format }
}

/** The event loop gets its turn between pieces of pure work. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

async function write(actor: Actor, run: Run, { plan, formats, format }: Checked): Promise<void> {
  const read = rowReader(plan, formats, { timeZone: run.timeZone, now: actor.at })
  const { batches } = await openTable(db, run.id, { ...run.mapping, ...format })
  let waiting: CsvRecord[] = []
  for await (const batch of batches) {
    for (const record of batch) {
      if (record.row <= run.cursor) continue
      waiting.push(record)
      if (waiting.length < BATCH) continue
      await writeBatch(actor, run, waiting, read)
      waiting = []
    }
  }
  if (waiting.length > 0) await writeBatch(actor, run, waiting, read)
}

/** One transaction: the rows, the refused ones with their reasons, the counts and the place in the file. */
async function writeBatch(
  actor: Actor,
  run: Run,
  records: readonly CsvRecord[],
  read: ReturnType<typeof rowReader>,
): Promise<void> {
  const tally = noTally()
  const good: Numbered<ImportRow>[] = []
  for (const { row, cells, problem } of records) {
    const result = problem
      ? { ok: false as const, problems: [{ column: null, code: problem, value: '' }] }
      : read(cells)
    if (result.ok) good.push({ row, cells, value: result.row })
    else if (result.problems[0]?.code === 'empty_row') tally.skipped++
    else tally.rejected.push({ row, cells, problems: result.problems })
  }
  const last = records.at(-1)?.row ?? 0
  must(
    await inTransaction(async (tx) => {
      const written = await writeRows(tx, actor, run, good)
      await keep(tx, run.id, last, sum(tally, written))
    }),
  )
  log.debug({ import: run.id, row: last }, 'import batch written')
}

function writeRows(tx: Tx, actor: Actor, run: Run, rows: Numbered<ImportRow>[]): Promise<Tally> {
  const { mapping } = run
  switch (mapping.kind) {
    case 'leads':
      return writeLeadRows(tx, actor, { ...run, mapping }, only(rows, 'leads'))
    case 'outcomes':
      return writeOutcomeRows(tx, actor, { ...run, mapping }, only(rows, 'outcomes'))
    case 'spend':
      return writeSpendRows(tx, actor, mapping, only(rows, 'spend'))
  }
}

function only<K extends ImportRow['kind']>(
  rows: Numbered<ImportRow>[],
  kind: K,
): Numbered<Extract<ImportRow, { kind: K }>>[] {
  return rows.flatMap((row) =>
    row.value.kind === kind ? [{ ...row, value: row.value as Extract<ImportRow, { kind: K }> }] : [],
  )
}

function sum(a: Tally, b: Tally): Tally {
  return {
    created: a.created + b.created,
    updated: a.updated + b.updated,
    touched: a.touched + b.touched,
    skipped: a.skipped + b.skipped,
    rejected: [...a.rejected, ...b.rejected],
  }
}

async function keep(tx: Tx, importId: number, cursor: number, tally: Tally): Promise<void> {
  const { created, updated, touched, skipped, rejected } = tally
  await tx.run(sql`
    update import_run set cursor = ${cursor}, created = created + ${created}, updated = updated + ${updated},
      touched = touched + ${touched}, skipped = skipped + ${skipped}, rejected = rejected + ${rejected.length}
    where id = ${importId}`)
  if (rejected.length === 0) return
  await tx.run(sql`
    insert into import_rejected_row (import_id, row, cells, problems)
    select ${importId}, r.row, array(select jsonb_array_elements_text(r.cells)), r.problems
    from jsonb_to_recordset(${JSON.stringify(rejected)}::jsonb) as r(row int, cells jsonb, problems jsonb)`)
}

async function finish(importId: number, at: Date, failure: ImportFailure | null): Promise<void> {
  const state = failure ? 'failed' : 'done'
  await db.run(sql`
    update import_run set state = ${state}::import_state, finished_at = ${at}::timestamptz,
      failure = ${failure ? JSON.stringify(failure) : null}::jsonb
    where id = ${importId} and state in ('queued', 'checking', 'running')`)
  await askForFold()
}

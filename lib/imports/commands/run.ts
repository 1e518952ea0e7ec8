import { homeCountry } from '@/lib/leads/commands/source'
import type { Actor } from '@/lib/platform/actor'
import { actorForJob } from '@/lib/platform/auth/job'
import { atMostEvery, breathe, clockFrom } from '@/lib/platform/clock'
import { isDatabaseAway } from '@/lib/platform/db/errors'
import { pool } from '@/lib/platform/db/pool'
import { db, sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { log } from '@/lib/platform/log'
import { announce } from '@/lib/platform/realtime/announce'
import { must } from '@/lib/platform/result'
import { askForFold } from '@/lib/rollups/commands/ask-for-fold'
import type { CsvFormat, CsvRecord } from '../csv'
import type { ImportMapping } from '../mapping'
import { importMapping } from '../mapping'
import { canImportKind } from '../policy'
import type { ImportFailure } from '../queries/runs'
import { FormatDetector, type Formats, type ImportPlan, type ImportRow, planImport, rowReader } from '../row'
import { UnreadableFile } from '../unreadable-file'
import { lengthOf, MOST_WAITING, ofKind, readRecords } from './records'
import { openTable } from './table'
import { type Numbered, noTally, type Tally } from './tally'
import { writeLeadRows } from './write-leads'
import { writeOutcomeRows } from './write-outcomes'
import { writeSpendRows } from './write-spend'

/** Rows of one transaction: a crash repeats at most these, and other enquiries wait no longer than they take. */
const BATCH = 500
const LOCK_SPACE = 51

type Run = {
  id: number
  state: string
  mapping: ImportMapping
  cursor: number
  attempts: number
  /** rows of one transaction */
  batch: number
  createdById: number
  timeZone: string
}

/**
 * Works on an import until it is done, has failed or is asked to stop. It may be called again at any time: a lock keeps
 * two workers off the same import, rows that were written are not written again, because the place in the file is kept
 * with them.
 */
export async function workOnImport(importId: number, at: Date, batch = BATCH): Promise<void> {
  // Somebody may resume it in the moment between its stop and the release of the lock.
  while (await workWhileHeld(importId, at, batch)) {
    const run = await db.one(sql`select from import_run where id = ${importId} and state = 'queued'`)
    if (!run) return
  }
}

/** False when another worker is at it. */
async function workWhileHeld(importId: number, at: Date, batch: number): Promise<boolean> {
  const holder = await pool().connect()
  let broken: unknown
  // A connection that dies while nobody asks it anything must not take the process with it.
  const dies = (error: Error) => {
    broken = error
  }
  holder.on('error', dies)
  try {
    const { rows } = await holder.query('select pg_try_advisory_lock($1, $2) as held', [LOCK_SPACE, importId])
    if (!rows[0]?.held) return false
    try {
      await work(importId, at, batch)
      return true
    } finally {
      await holder.query('select pg_advisory_unlock($1, $2)', [LOCK_SPACE, importId]).catch((error) => {
        broken = error
      })
    }
  } finally {
    holder.off('error', dies)
    holder.release(broken !== undefined)
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

/** So often a batch may fail, or take its worker with it, before the import stops and says so. */
const MAX_FAULTS = 3
const MAX_ATTEMPTS = 6

async function work(importId: number, at: Date, batch: number): Promise<void> {
  const clock = clockFrom(at)
  const found = await db.one<Omit<Run, 'batch'>>(sql`
    update import_run i set attempts = i.attempts + 1 from organisation o
    where i.id = ${importId} and i.state in ('queued', 'checking', 'running')
    returning i.id, i.state, i.mapping, i.cursor, i.attempts, i.created_by_id as "createdById",
      o.time_zone as "timeZone"`)
  if (!found) return
  const run: Run = { ...found, batch }
  if (run.attempts > MAX_ATTEMPTS) return stop(importId, clock(), { code: 'fault', row: run.cursor + 1 })
  const actor = await actorForJob(run.createdById, at)
  if (!actor) return finish(importId, clock(), { code: 'no_access' })
  // what was stored had passed this schema; parsing it again gives it its type back
  run.mapping = importMapping.parse(run.mapping)
  if (!canImportKind(actor, run.mapping.kind)) return finish(importId, clock(), { code: 'no_access' })
  for (let faults = 1; ; faults++) {
    try {
      return await workThrough(actor, run, clock)
    } catch (error) {
      if (error instanceof UnreadableFile)
        return finish(importId, clock(), { code: 'file', problem: error.code, params: error.params })
      // The database is away: whoever comes next finds everything as the last batch left it.
      if (isDatabaseAway(error)) throw error
      log.error({ import: importId, error: String(error) }, 'import batch failed')
      const place = await db.one<{ cursor: number }>(
        sql`select cursor from import_run where id = ${importId}`,
      )
      const cursor = place?.cursor ?? run.cursor
      if (cursor > run.cursor) faults = 1
      run.cursor = cursor
      if (faults >= MAX_FAULTS) return stop(importId, clock(), { code: 'fault', row: cursor + 1 })
    }
  }
}

async function workThrough(actor: Actor, run: Run, clock: () => Date): Promise<void> {
  const checked = await check(run, actor.at)
  if (checked === 'stop') return stop(run.id, clock(), null)
  if ('failure' in checked) return finish(run.id, clock(), checked.failure)
  if ((await write(actor, run, checked)) === 'stop') return stop(run.id, clock(), null)
  await finish(run.id, clock(), null)
}

type Checked = { plan: ImportPlan; formats: Formats; format: CsvFormat }

/** Reads the whole file once: can its columns be found, how are dates and amounts written, how many rows are there? */
async function check(run: Run, at: Date): Promise<Checked | { failure: ImportFailure } | 'stop'> {
  const claimed = await db.one(sql`
    update import_run set state = case state when 'queued' then 'checking' else state end,
      started_at = coalesce(started_at, ${at}::timestamptz)
    where id = ${run.id} and state in ('queued', 'checking', 'running') and stop_asked_at is null returning id`)
  if (!claimed) return 'stop'
  await tell(run.id)
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
  if (await isToStop(run.id)) return 'stop'
  const { formats, questions } = detector.decide()
  if (questions.length > 0) return { failure: { code: 'questions', questions } }
  await db.run(sql`
    update import_run set state = 'running', total = ${total}, header = ${header}::text[]
    where id = ${run.id} and state in ('checking', 'running')`)
  await tell(run.id)
  return { plan: planned.plan, formats, format }
}

async function isToStop(importId: number): Promise<boolean> {
  const run = await db.one(sql`select from import_run where id = ${importId} and stop_asked_at is not null`)
  return run !== undefined
}

async function tell(importId: number): Promise<void> {
  must(await inTransaction((tx) => announce(tx, { topic: 'import', id: importId })))
}

async function write(actor: Actor, run: Run, { plan, formats, format }: Checked): Promise<'stop' | 'done'> {
  const read = rowReader(plan, formats, { timeZone: run.timeZone, now: actor.at })
  const { batches } = await openTable(db, run.id, { ...run.mapping, ...format })
  const isNews = atMostEvery(NEWS_MS)
  let waiting: CsvRecord[] = []
  let length = 0
  const flush = async () => {
    const { last, goesOn } = await writeBatch(actor, run, waiting, read, isNews())
    run.cursor = last
    waiting = []
    length = 0
    return goesOn
  }
  for await (const batch of batches) {
    for (const record of batch) {
      if (record.row <= run.cursor) continue
      waiting.push(record)
      length += lengthOf(record)
      if ((waiting.length >= run.batch || length > MOST_WAITING) && !(await flush())) return 'stop'
    }
  }
  if (waiting.length > 0) await flush()
  return 'done'
}

/** Screens that follow an import need not hear of it more often. */
const NEWS_MS = 400

/** One transaction: the rows, the refused ones with their reasons, the counts and the place in the file. */
async function writeBatch(
  actor: Actor,
  run: Run,
  records: readonly CsvRecord[],
  read: ReturnType<typeof rowReader>,
  isNews: boolean,
): Promise<{ last: number; goesOn: boolean }> {
  const { good, skipped, rejected } = readRecords(records, read)
  const tally: Tally = { ...noTally(), skipped, rejected }
  const last = records.at(-1)?.row ?? 0
  const goesOn = must(
    await inTransaction(async (tx) => {
      const written = await writeRows(tx, actor, run, good)
      if (isNews) await announce(tx, { topic: 'import', id: run.id })
      return keep(tx, run.id, last, sum(tally, written))
    }),
  )
  log.debug({ import: run.id, row: last }, 'import batch written')
  return { last, goesOn }
}

async function writeRows(tx: Tx, actor: Actor, run: Run, rows: Numbered<ImportRow>[]): Promise<Tally> {
  const { mapping } = run
  switch (mapping.kind) {
    case 'leads': {
      const defaultCountry = await homeCountry(tx)
      return writeLeadRows(tx, actor, { ...run, mapping, defaultCountry }, ofKind(rows, 'leads'))
    }
    case 'outcomes':
      return writeOutcomeRows(tx, actor, { ...run, mapping }, ofKind(rows, 'outcomes'))
    case 'spend':
      return writeSpendRows(tx, actor, { id: run.id, mapping }, ofKind(rows, 'spend'))
  }
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

/** Says whether the import is to go on. A run that somebody took away meanwhile (it cannot be) is not written to. */
async function keep(tx: Tx, importId: number, cursor: number, tally: Tally): Promise<boolean> {
  const { created, updated, touched, skipped, rejected } = tally
  const run = await tx.one<{ goesOn: boolean }>(sql`
    update import_run set cursor = ${cursor}, attempts = 0, created = created + ${created},
      updated = updated + ${updated}, touched = touched + ${touched}, skipped = skipped + ${skipped},
      rejected = rejected + ${rejected.length}
    where id = ${importId} and state = 'running' and cursor < ${cursor}
    returning stop_asked_at is null as "goesOn"`)
  if (!run) throw new Error('the import is not where its worker left it')
  if (rejected.length > 0)
    await tx.run(sql`
      insert into import_rejected_row (import_id, row, cells, problems)
      select ${importId}, r.row, array(select jsonb_array_elements_text(r.cells)), r.problems
      from jsonb_to_recordset(${JSON.stringify(rejected)}::jsonb) as r(row int, cells jsonb, problems jsonb)`)
  return run.goesOn
}

/** As somebody asked, or because of a fault: what was written stays, and it goes on from there when somebody asks. */
async function stop(importId: number, at: Date, failure: ImportFailure | null): Promise<void> {
  await end(importId, at, 'stopped', failure)
}

async function finish(importId: number, at: Date, failure: ImportFailure | null): Promise<void> {
  await end(importId, at, failure ? 'failed' : 'done', failure)
}

async function end(
  importId: number,
  at: Date,
  state: 'done' | 'failed' | 'stopped',
  failure: ImportFailure | null,
): Promise<void> {
  must(
    await inTransaction(async (tx) => {
      await tx.run(sql`
        update import_run set state = ${state}::import_state, version = version + 1, stop_asked_at = null,
          finished_at = ${at}::timestamptz, failure = ${failure ? JSON.stringify(failure) : null}::jsonb
        where id = ${importId} and state in ('queued', 'checking', 'running')`)
      await announce(tx, { topic: 'import', id: importId })
    }),
  )
  await askForFold()
}

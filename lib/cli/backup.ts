import { createWriteStream, renameSync, rmSync } from 'node:fs'
import { PassThrough, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import {
  type BackupEnd,
  type BackupHeader,
  type BackupTable,
  END_OF_ROWS,
  MIGRATIONS_TABLE,
  quote,
} from './backup-format'

/** Writes every table, as of one moment, into a file that appears only when it is whole. */
export async function backUp(url: string, file: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const draft = `${file}.part`
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const lines = new PassThrough()
    const written = pipeline(lines, createGzip(), createWriteStream(draft, { mode: 0o600 }))
    const [rows] = await Promise.all([writeAll(client, lines), written])
    await client.query('COMMIT')
    renameSync(draft, file)
    const count = Object.values(rows).reduce((sum, number) => sum + number, 0)
    console.log(`${count} rows of ${Object.keys(rows).length} tables are in ${file}`)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  } finally {
    await client.end()
  }
}

async function writeAll(client: pg.Client, out: PassThrough): Promise<Record<string, number>> {
  try {
    const header: BackupHeader = {
      baton: 'backup',
      version: 1,
      at: new Date().toISOString(),
      migrations: await migrationsOf(client),
    }
    await write(out, header)
    const rows: Record<string, number> = {}
    for (const table of await tablesOf(client)) {
      await write(out, table)
      const copy = client.query(
        copyTo(`COPY ${quote(table.table)} (${table.columns.map(quote).join(', ')}) TO STDOUT`),
      )
      await pass(copy, out)
      rows[table.table] = copy.rowCount
      out.write(`${END_OF_ROWS}\n`)
    }
    const end: BackupEnd = { end: true, rows, sequences: await sequencesOf(client) }
    await write(out, end)
    out.end()
    return rows
  } catch (error) {
    out.destroy(error instanceof Error ? error : new Error(String(error)))
    throw error
  }
}

async function write(out: PassThrough, line: BackupHeader | BackupTable | BackupEnd) {
  if (!out.write(`${JSON.stringify(line)}\n`)) await drained(out)
}

async function pass(from: Readable, out: PassThrough) {
  for await (const chunk of from) {
    if (!out.write(chunk)) await drained(out)
  }
}

function drained(out: PassThrough): Promise<void> {
  return new Promise((resolve, reject) => {
    out.once('drain', resolve)
    out.once('error', reject)
  })
}

export async function migrationsOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT migration_name AS name FROM ${MIGRATIONS_TABLE}
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY name`,
  )
  return rows.map(({ name }) => name)
}

/** Generated columns are computed again when they are read back. */
export async function tablesOf(client: pg.Client): Promise<BackupTable[]> {
  const { rows } = await client.query<BackupTable>(
    `SELECT c.relname AS table, array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> $1
       AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     GROUP BY c.relname ORDER BY c.relname`,
    [MIGRATIONS_TABLE],
  )
  return rows
}

async function sequencesOf(client: pg.Client): Promise<Record<string, number>> {
  const { rows } = await client.query<{ name: string; value: string | null }>(
    `SELECT sequencename AS name, last_value AS value FROM pg_sequences WHERE schemaname = 'public'`,
  )
  return Object.fromEntries(rows.flatMap(({ name, value }) => (value ? [[name, Number(value)]] : [])))
}

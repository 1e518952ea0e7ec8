import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { applyMigrations } from '@/lib/platform/migrations/apply'
import { readMigrations } from '@/lib/platform/migrations/folder'
import { migrationsOf, tablesOf } from './backup'
import {
  type BackupEnd,
  type BackupHeader,
  type BackupTable,
  END_OF_ROWS,
  MIGRATIONS_TABLE,
  quote,
} from './backup-format'
import { CommandError } from './command-error'

/** Puts the content of a backup in place of what is there; all of it or, if anything fails, nothing. */
export async function restore(url: string, file: string, replace: boolean): Promise<void> {
  const lines = linesOf(file)
  const header = parseHeader((await lines.next()).value)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    if (!replace && (await isUsed(client))) {
      throw new CommandError(
        'The database is not empty. Add --replace to put the backup in place of all that is there.',
      )
    }
    await matchMigrations(client, url, header.migrations)
    await client.query('BEGIN')
    const rows = await load(client, lines)
    await client.query('COMMIT')
    const count = Object.values(rows).reduce((sum, number) => sum + number, 0)
    console.log(`${count} rows of ${Object.keys(rows).length} tables are back as of ${header.at}`)
  } finally {
    await client.end()
  }
  await applyMigrations(url)
}

/** By hand, because readline also ends a line at U+2028, which COPY leaves as it is. */
async function* linesOf(file: string): AsyncGenerator<string, undefined> {
  const gunzip = createGunzip()
  const source = createReadStream(file).on('error', (error) => gunzip.destroy(error))
  let rest = ''
  try {
    for await (const chunk of source.pipe(gunzip).setEncoding('utf8')) {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
  } catch (error) {
    throw new CommandError(`${file} cannot be read: ${error instanceof Error ? error.message : error}`)
  }
}

function parseHeader(line: string | undefined): BackupHeader {
  try {
    const header: BackupHeader = JSON.parse(line ?? '')
    if (header.baton === 'backup' && header.version === 1) return header
  } catch {}
  throw new CommandError('That is not a backup of Baton.')
}

async function isUsed(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query('SELECT FROM organisation UNION ALL SELECT FROM person LIMIT 1')
  return rows.length > 0
}

/** An older backup goes into the tables of its time, which then move on like those of any other installation. */
async function matchMigrations(client: pg.Client, url: string, wanted: string[]): Promise<void> {
  const known = readMigrations().map(({ name }) => name)
  const stranger = wanted.find((name) => !known.includes(name))
  if (stranger) throw new CommandError(`The backup was made by a newer version of Baton (${stranger}).`)
  const current = await migrationsOf(client)
  if (current.join() === wanted.join()) return
  await client.query('DROP SCHEMA public CASCADE')
  await client.query('CREATE SCHEMA public')
  await applyMigrations(url, wanted)
}

async function load(
  client: pg.Client,
  lines: AsyncGenerator<string, undefined>,
): Promise<Record<string, number>> {
  const tables = await tablesOf(client)
  const names = tables.map(({ table }) => quote(table)).join(', ')
  await client.query(`TRUNCATE ${names}`)
  await client.query(
    `DO $$ BEGIN IF to_regclass('pgboss.job') IS NOT NULL THEN DELETE FROM pgboss.job; END IF; END $$`,
  )
  // Rows of one table may point to later ones, so the foreign keys are checked when all are there; and unlike
  // session_replication_role this needs no superuser.
  const keys = await dropForeignKeys(client)
  for (const { table } of tables) await client.query(`ALTER TABLE ${quote(table)} DISABLE TRIGGER USER`)
  const counted: Record<string, number> = {}
  for await (const line of lines) {
    const part: BackupTable | BackupEnd = JSON.parse(line)
    if ('end' in part) {
      await finish(client, part, counted, keys)
      for (const { table } of tables) await client.query(`ALTER TABLE ${quote(table)} ENABLE TRIGGER USER`)
      return counted
    }
    counted[part.table] = await copyRows(client, part, lines)
  }
  throw new CommandError('The backup is cut short. Nothing was changed.')
}

async function copyRows(
  client: pg.Client,
  part: BackupTable,
  lines: AsyncGenerator<string, undefined>,
): Promise<number> {
  const columns = part.columns.map(quote).join(', ')
  const copy = client.query(copyFrom(`COPY ${quote(part.table)} (${columns}) FROM STDIN`))
  const failed = new Promise<never>((_, reject) => copy.once('error', reject))
  failed.catch(() => {})
  let batch = ''
  let rows = 0
  for (;;) {
    const { value: line, done } = await lines.next()
    if (done) throw new CommandError('The backup is cut short. Nothing was changed.')
    if (line === END_OF_ROWS) break
    batch += `${line}\n`
    rows++
    if (batch.length < 65_536) continue
    if (!copy.write(batch)) await Promise.race([once(copy, 'drain'), failed])
    batch = ''
  }
  copy.end(batch)
  await Promise.race([once(copy, 'finish'), failed])
  return rows
}

async function finish(
  client: pg.Client,
  end: BackupEnd,
  counted: Record<string, number>,
  keys: ForeignKey[],
) {
  for (const [table, rows] of Object.entries(end.rows)) {
    if (counted[table] !== rows)
      throw new CommandError(`The backup is damaged: ${table} has ${counted[table]} of ${rows} rows.`)
  }
  for (const { table, name, definition } of keys) {
    await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${quote(name)} ${definition}`)
  }
  for (const [sequence, value] of Object.entries(end.sequences)) {
    await client.query('SELECT setval($1::regclass, $2)', [quote(sequence), value])
  }
}

type ForeignKey = { table: string; name: string; definition: string }

async function dropForeignKeys(client: pg.Client): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS definition
     FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conparentid = 0
       AND conrelid <> $1::regclass`,
    [MIGRATIONS_TABLE],
  )
  for (const { table, name } of rows)
    await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${quote(name)}`)
  return rows
}

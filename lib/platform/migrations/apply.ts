import pg from 'pg'
import { asMigrationList, type Migration, readMigrations, readSchema } from './folder'

/** Any number will do, as long as everybody who migrates a Baton database uses it. */
const LOCK = 7_204_118_551

/**
 * Brings a database to the state of the migrations folder, as `prisma migrate deploy` does. When there is nothing to do,
 * which is nearly every start, the engine (a few megabytes of WebAssembly) is not even loaded. `only` some of them is
 * for an old backup, which needs the tables of its time.
 */
export async function applyMigrations(url: string, only?: string[]): Promise<string[]> {
  const migrations = readMigrations().filter(({ name }) => !only || only.includes(name))
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    if (await isCurrent(client, migrations)) return []
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    if (await isCurrent(client, migrations)) return []
    return await migrate(url, migrations)
  } finally {
    await client.end()
  }
}

async function migrate(url: string, migrations: Migration[]): Promise<string[]> {
  const { withSchemaEngine } = await import('./engine')
  const input = {
    migrationsList: asMigrationList(migrations),
    filters: { externalTables: [], externalEnums: [] },
  }
  const { appliedMigrationNames } = await withSchemaEngine(url, readSchema(), (engine) =>
    engine.applyMigrations(input),
  )
  return appliedMigrationNames
}

type Applied = { name: string; checksum: string; finished: boolean }

async function isCurrent(client: pg.Client, migrations: Migration[]): Promise<boolean> {
  const {
    rows: [found],
  } = await client.query<{ exists: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists`,
  )
  if (!found?.exists) return false
  const { rows } = await client.query<Applied>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  )
  const known = new Set(migrations.map(({ name }) => name))
  const stranger = rows.find(({ name }) => !known.has(name))
  if (stranger) {
    throw new Error(
      `This database has the migration ${stranger.name}, which this version of Baton does not know. It was made by a newer version: start that one.`,
    )
  }
  const applied = new Map(rows.filter(({ finished }) => finished).map((row) => [row.name, row.checksum]))
  const edited = migrations.find(({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum)
  if (edited) {
    throw new Error(`The migration ${edited.name} was changed after it had been applied to this database.`)
  }
  return migrations.every(({ name }) => applied.has(name))
}

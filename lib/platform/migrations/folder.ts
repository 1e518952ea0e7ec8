import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { MigrationList, SchemaContainer } from '@prisma/schema-engine-wasm'

export const MIGRATIONS = resolve('prisma/migrations')
const SCHEMA = resolve('prisma/schema')
const LOCK = 'migration_lock.toml'

export type Migration = { name: string; sql: string; checksum: string }

export function readMigrations(): Migration[] {
  return readdirSync(MIGRATIONS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(MIGRATIONS, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

export function readSchema(): SchemaContainer[] {
  return readdirSync(SCHEMA)
    .filter((name) => name.endsWith('.prisma'))
    .sort()
    .map((name) => ({ path: join(SCHEMA, name), content: readFileSync(join(SCHEMA, name), 'utf8') }))
}

/** The folder in the words of the engine. */
export function asMigrationList(migrations: Migration[]): MigrationList {
  return {
    baseDir: MIGRATIONS,
    lockfile: { path: `./${LOCK}`, content: readFileSync(join(MIGRATIONS, LOCK), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  }
}

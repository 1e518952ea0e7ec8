import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withSchemaEngine } from './engine'
import { asMigrationList, MIGRATIONS, readMigrations, readSchema } from './folder'

/** What the schema has and the migrations do not, as SQL. The migrations are played into a scratch database. */
export async function diffSchema(url: string): Promise<string> {
  const files = readSchema()
  const from = { tag: 'migrations' as const, ...asMigrationList(readMigrations()) }
  const to = { tag: 'schemaDatamodel' as const, files }
  const filters = { externalTables: [], externalEnums: [] }
  const { stdout } = await withSchemaEngine(url, files, (engine) =>
    engine.diff({ from, to, script: true, exitCode: null, filters }),
  )
  return withoutHandWritten(stdout ?? '')
}

/**
 * Below this line of a migration stands what the schema language cannot say. The engine sees the full indexes and foreign
 * keys among it (partial ones, checks and triggers it does not) and would drop them again.
 */
const BY_HAND = '-- What the schema language cannot say'
const COVERING = /^CREATE INDEX .* INCLUDE .*$/gm

function withoutHandWritten(script: string): string {
  const text = readMigrations().flatMap(({ sql }) => [
    sql.split(BY_HAND)[1] ?? '',
    ...(sql.match(COVERING) ?? []),
  ])
  const kept = new Set([...text.join('').matchAll(/"(\w+)"/g)].map(([, name]) => name))
  const steps = script.split(/^(?=-- [A-Z]\w+$)/m)
  const wanted = steps.filter((step) => {
    const [, name] = /DROP (?:INDEX|CONSTRAINT) "(\w+)";\s*$/.exec(step) ?? []
    return !name || !kept.has(name)
  })
  return wanted.join('').replace('-- This is an empty migration.', '').trim()
}

export async function draftMigration(url: string, name: string, at: Date): Promise<string | undefined> {
  const sql = await diffSchema(url)
  if (!sql) return undefined
  const stamp = at.toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = join(MIGRATIONS, `${stamp}_${name}`)
  mkdirSync(folder)
  const path = join(folder, 'migration.sql')
  writeFileSync(path, `${sql}\n`)
  return path
}

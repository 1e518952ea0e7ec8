import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { draftMigration } from '@/lib/platform/migrations/draft'
import { startCluster } from '@/lib/platform/postgres/cluster'

/** `npm run migrate:new -- NAME`: writes what the schema has and the migrations do not. Needs no database of yours. */
const [name = ''] = process.argv.slice(2)
if (!/^[a-z0-9_]+$/.test(name)) {
  console.error('Usage: npm run migrate:new -- name_in_snake_case')
  process.exit(1)
}
const folder = mkdtempSync(join(tmpdir(), 'baton-migrate-'))
const cluster = await startCluster(folder)
try {
  const path = await draftMigration(cluster.url, name, new Date())
  console.log(path ?? 'The migrations already say all that the schema says.')
} finally {
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { PgBoss } from 'pg-boss'
import type { TestProject } from 'vitest/node'
import { applyMigrations } from '@/lib/platform/migrations/apply'
import { startCluster } from '@/lib/platform/postgres/cluster'

declare module 'vitest' {
  interface ProvidedContext {
    /** a migrated database that nobody may connect to: it is cloned */
    templateUrl: string
  }
}

/** One PostgreSQL for the whole run. Nothing in it is worth a disk flush. */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'baton-test-'))
  const cluster = await startCluster(folder, {
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: 300 },
  })
  await applyMigrations(cluster.url)
  const boss = new PgBoss({ connectionString: cluster.url, supervise: false, schedule: false })
  await boss.start()
  await boss.stop({ graceful: false })
  // A template can be cloned only while nobody is connected to it.
  const admin = new pg.Client({ connectionString: cluster.url.replace(/\/baton$/, '/postgres') })
  await admin.connect()
  await admin.query('ALTER DATABASE baton ALLOW_CONNECTIONS false')
  await admin.end()
  project.provide('templateUrl', cluster.url)
  return async () => {
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

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
    /** where to make databases */
    serverUrl: string
  }
}

/**
 * One PostgreSQL for the whole run; nothing in it is worth a disk flush. BATON_TEST_SERVER names another server (an
 * address with the right to make databases), to try another version.
 */
export default async function setup(project: TestProject) {
  const server = process.env.BATON_TEST_SERVER ? borrow(process.env.BATON_TEST_SERVER) : await start()
  const template = new URL(server.url)
  template.pathname = `/template_${process.pid}`
  await execute(server.url, `CREATE DATABASE ${template.pathname.slice(1)} TEMPLATE template0`)
  await applyMigrations(template.href)
  const boss = new PgBoss({ connectionString: template.href, supervise: false, schedule: false })
  await boss.start()
  await boss.stop({ graceful: false })
  // A template can be cloned only while nobody is connected to it.
  await execute(server.url, `ALTER DATABASE ${template.pathname.slice(1)} ALLOW_CONNECTIONS false`)
  project.provide('templateUrl', template.href)
  project.provide('serverUrl', server.url)
  return server.stop
}

async function start() {
  const folder = mkdtempSync(join(tmpdir(), 'baton-test-'))
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: 300,
    // It would come when it likes, and with it other plans and other counts of pages read.
    autovacuum: 'off',
  }
  const cluster = await startCluster(folder, { settings })
  const stop = async () => {
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { url: cluster.url, stop }
}

function borrow(url: string) {
  return { url, stop: async () => {} }
}

async function execute(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { closePool } from '@/lib/platform/db/pool'
import { closeSender } from '@/lib/platform/jobs/queue'

/** Makes a database from the migrated template (some 30 ms) and returns its address. */
export async function freshDatabase(): Promise<string> {
  const template = new URL(inject('templateUrl'))
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await execute(`CREATE DATABASE ${name} TEMPLATE ${template.pathname.slice(1)} STRATEGY FILE_COPY`)
  const url = new URL(template)
  url.pathname = `/${name}`
  return url.href
}

/** A database without any table, for what makes its own. */
export async function emptyDatabase(): Promise<string> {
  const url = new URL(inject('templateUrl'))
  url.pathname = `/empty_${randomUUID().replaceAll('-', '')}`
  await execute(`CREATE DATABASE ${url.pathname.slice(1)} TEMPLATE template0`)
  return url.href
}

/** Moves this test file to a new database: for tests that need one of which nothing is known. */
export async function resetDatabase(): Promise<void> {
  await closeSender()
  await closePool()
  process.env.DATABASE_URL = await freshDatabase()
}

async function execute(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('serverUrl') })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

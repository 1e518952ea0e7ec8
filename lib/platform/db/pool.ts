import pg from 'pg'
import { env } from '@/lib/platform/env'
import { log } from '@/lib/platform/log'

const DATE = 1082
const BIGINT = 20

/** Dates stay `YYYY-MM-DD` (a Date would move them between zones); bigint ids and counts are numbers. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === DATE) return (text: string) => text
    if (oid === BIGINT) return Number
    return pg.types.getTypeParser(oid, format as 'text')
  },
} as pg.CustomTypesConfig

const shared = globalThis as { batonPool?: pg.Pool }

/** The one connection pool of this process, opened on first use. */
export function pool(): pg.Pool {
  if (!shared.batonPool) {
    shared.batonPool = new pg.Pool({
      connectionString: env().DATABASE_URL,
      max: env().DATABASE_POOL,
      idleTimeoutMillis: 30_000,
      connectionTimeoutMillis: 10_000,
      types,
      options: '-c lock_timeout=8s -c idle_in_transaction_session_timeout=60s -c timezone=UTC',
    })
    shared.batonPool.on('error', (error) => log.warn({ error: error.message }, 'idle connection lost'))
  }
  return shared.batonPool
}

export async function closePool(): Promise<void> {
  const open = shared.batonPool
  shared.batonPool = undefined
  await open?.end()
}

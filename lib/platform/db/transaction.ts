import { AsyncLocalStorage } from 'node:async_hooks'
import type pg from 'pg'
import { ok, Refusal, type Result } from '@/lib/platform/result'
import { isRetryable } from './errors'
import { pool } from './pool'
import { type Database, databaseOn } from './sql'

/** A running transaction. `client` is for what speaks to the driver itself (COPY, jobs enqueued in the transaction). */
export type Tx = Database & { client: pg.PoolClient }

const MAX_TRIES = 6

type BeforeCommit = (tx: Tx, value: unknown) => Promise<void>

const beforeCommit = new AsyncLocalStorage<BeforeCommit>()

/** Does `also` with the value of the transaction that `work` runs, inside it: both are committed, or neither. */
export function committingAlso<T>(also: BeforeCommit, work: () => Promise<T>): Promise<T> {
  return beforeCommit.run(also, work)
}

/**
 * Runs a use case in one READ COMMITTED transaction. A `refuse(…)` inside rolls it back and comes out as a failure;
 * any other error rolls back and is thrown. Deadlocks, serialisation failures and lock time-outs are tried again.
 */
export async function inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<Result<T>> {
  for (let attempt = 1; ; attempt++) {
    const client = await pool().connect()
    let broken = false
    try {
      await client.query('BEGIN')
      const tx = { ...databaseOn(client), client }
      const value = await work(tx)
      await beforeCommit.getStore()?.(tx, value)
      await client.query('COMMIT')
      return ok(value)
    } catch (error) {
      try {
        await client.query('ROLLBACK')
      } catch {
        broken = true // the connection is gone; the server has rolled back
      }
      if (error instanceof Refusal) return { ok: false, failure: error.failure }
      if (!isRetryable(error) || attempt >= MAX_TRIES) throw error
    } finally {
      client.release(broken)
    }
  }
}

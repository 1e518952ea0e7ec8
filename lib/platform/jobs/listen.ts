import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { env } from '@/lib/platform/env'
import { log } from '@/lib/platform/log'

const LONGEST_WAIT = 30_000

/**
 * Calls `work` whenever the database says something on `channel`, never twice at a time, and once after each (new)
 * connection, because nobody knows what was said before it. For work that should begin within a second; a job each
 * minute finds what this missed. Returns how to stop.
 */
export function listenAndWork(channel: string, work: () => Promise<void>): () => Promise<void> {
  const stopping = new AbortController()
  let again = false
  let running: Promise<void> | undefined

  const run = () => {
    again = true
    running ??= (async () => {
      while (again && !stopping.signal.aborted) {
        again = false
        await work().catch((error: unknown) =>
          log.error({ channel, error: error instanceof Error ? error.stack : String(error) }, 'listener'),
        )
      }
      running = undefined
    })()
  }

  const listening = (async () => {
    for (let wait = 250; !stopping.signal.aborted; wait = Math.min(wait * 2, LONGEST_WAIT)) {
      const lost = Promise.withResolvers<void>()
      // Also when it is stopped before it is connected.
      stopping.signal.addEventListener('abort', () => lost.resolve(), { once: true })
      const connection = new pg.Client({ connectionString: env().DATABASE_URL, keepAlive: true })
      connection.on('error', () => lost.resolve())
      connection.on('end', () => lost.resolve())
      connection.on('notification', run)
      try {
        await connection.connect()
        await connection.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
        wait = 250
        run()
        await lost.promise
      } catch (error) {
        log.warn({ channel, error: error instanceof Error ? error.message : String(error) }, 'cannot listen')
      }
      await connection.end().catch(() => {})
      await sleep(wait, undefined, { signal: stopping.signal }).catch(() => {})
    }
  })()

  return async () => {
    stopping.abort()
    await listening
    await running
  }
}

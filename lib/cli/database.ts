import { setTimeout as sleep } from 'node:timers/promises'
import { log } from '@/lib/platform/log'
import { startCluster } from '@/lib/platform/postgres/cluster'

export type Database = { url: string; stop: () => Promise<void> }

const LONGEST_WAIT = 2_000

/** The company's own server, or ours in the data folder, which is started again whenever it ends. */
export async function openDatabase(folder: string): Promise<Database> {
  const given = process.env.DATABASE_URL
  if (given) return { url: given, stop: async () => {} }
  let cluster = await startCluster(folder)
  let stopping = false
  const supervise = async () => {
    for (let wait = 100; !stopping; ) {
      await cluster.ended
      if (stopping) return
      log.error('PostgreSQL ended unexpectedly; starting it again')
      try {
        cluster = await startCluster(folder, { port: cluster.port })
        log.info('PostgreSQL is back')
        wait = 100
      } catch (error) {
        log.error(
          { error: error instanceof Error ? error.message : String(error) },
          'PostgreSQL did not start',
        )
        await sleep(wait)
        wait = Math.min(wait * 2, LONGEST_WAIT)
      }
    }
  }
  const supervised = supervise()
  const stop = async () => {
    stopping = true
    await cluster.stop()
    await supervised
    // One that was being started again meanwhile; otherwise this finds it stopped.
    await cluster.stop()
  }
  return { url: cluster.url, stop }
}

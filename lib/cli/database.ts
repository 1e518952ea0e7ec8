import { setTimeout as sleep } from 'node:timers/promises'
import { log } from '@/lib/platform/log'
import { startCluster } from '@/lib/platform/postgres/cluster'

export type Database = { url: string; stop: () => Promise<void> }

/** The company's own server, or ours in the data folder, which is started again whenever it ends. */
export async function openDatabase(folder: string): Promise<Database> {
  const given = process.env.DATABASE_URL
  if (given) return { url: given, stop: async () => {} }
  let cluster = await startCluster(folder)
  let stopping = false
  const supervise = async () => {
    for (;;) {
      await cluster.ended
      if (stopping) return
      log.error('PostgreSQL ended unexpectedly; starting it again')
      cluster = await again(() => startCluster(folder, { port: cluster.port }))
      log.info('PostgreSQL is back')
    }
  }
  const supervised = supervise()
  const stop = async () => {
    stopping = true
    await cluster.stop()
    await supervised
  }
  return { url: cluster.url, stop }
}

/** Tries until it works, at first at once and then at ever longer intervals. */
export async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let wait = 250; ; wait = Math.min(wait * 2, 10_000)) {
    try {
      return await work()
    } catch (error) {
      log.error({ error: error instanceof Error ? error.message : String(error) }, 'trying again')
      await sleep(wait)
    }
  }
}

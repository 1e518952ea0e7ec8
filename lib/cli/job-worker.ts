import { setTimeout as sleep } from 'node:timers/promises'
import { log } from '@/lib/platform/log'

/** Runs the background jobs in this process. The database may be away while we start: then we try again. */
export function startJobWorker(): { stop: () => Promise<void> } {
  let stopping = false
  const starting = (async () => {
    for (let wait = 250; !stopping; wait = Math.min(wait * 2, 5_000)) {
      try {
        // Loaded only now: the web server should answer before we read the handlers of all domains.
        const { startWorker } = await import('@/lib/platform/jobs/worker')
        const { jobs, listeners } = await import('./jobs')
        const stopWorker = await startWorker(jobs)
        const { listenAndWork } = await import('@/lib/platform/jobs/listen')
        const stops = listeners.map(({ channel, work }) => listenAndWork(channel, work))
        return async () => {
          await Promise.all([stopWorker(), ...stops.map((stopListening) => stopListening())])
        }
      } catch (error) {
        log.error(
          { error: error instanceof Error ? error.message : String(error) },
          'the job worker did not start',
        )
        await sleep(wait)
      }
    }
    return undefined
  })()
  const stop = async () => {
    stopping = true
    const stopWorker = await starting
    await stopWorker?.()
  }
  return { stop }
}

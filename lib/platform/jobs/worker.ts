import { PgBoss } from 'pg-boss'
import { env } from '@/lib/platform/env'
import { log } from '@/lib/platform/log'
import { ensureQueue, type Job } from './queue'

/**
 * Runs the jobs until it is stopped. A new job wakes it through LISTEN/NOTIFY within milliseconds; the slow polling
 * is for what a lost connection let slip.
 */
export async function startWorker(jobs: Job[]): Promise<() => Promise<void>> {
  const boss = new PgBoss({ connectionString: env().DATABASE_URL, max: 3, useListenNotify: true })
  boss.on('error', (error) => log.error({ error: error.message }, 'job worker'))
  try {
    await boss.start()
    for (const job of jobs) await serve(boss, job)
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => {})
    throw error
  }
  return () => boss.stop({ graceful: true, timeout: 5_000 })
}

async function serve(boss: PgBoss, job: Job) {
  await ensureQueue(boss, job)
  if (job.every) await boss.schedule(job.queue, job.every, {})
  const worker = await boss.work<object>(
    job.queue,
    { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 30 },
    async (batch) => {
      for (const { id, data } of batch) {
        try {
          await job.handle(data, new Date())
        } catch (error) {
          log.error(
            { job: job.queue, id, error: error instanceof Error ? error.stack : String(error) },
            'job failed',
          )
          throw error
        } finally {
          // A wake-up fetches one job, and those that come meanwhile are one: what has piled up follows at once.
          boss.notifyWorker(worker)
        }
      }
    },
  )
}

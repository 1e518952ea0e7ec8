import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { inTransaction } from '@/lib/platform/db/transaction'
import { defineJob, enqueue } from '@/lib/platform/jobs/queue'
import { startWorker } from '@/lib/platform/jobs/worker'
import { refuse } from '@/lib/platform/result'

describe('jobs', () => {
  it('run soon after the commit, and never after a rollback', async () => {
    const done: { what: string; after: number }[] = []
    let sent = 0
    const arrived = Promise.withResolvers<void>()
    const job = defineJob({
      queue: 'test-echo',
      schema: z.strictObject({ what: z.string() }),
      run: async ({ what }) => {
        done.push({ what, after: performance.now() - sent })
        arrived.resolve()
      },
    })
    const stop = await startWorker([job])
    try {
      await inTransaction(async (tx) => {
        await enqueue(tx, job, { what: 'rolled back' })
        refuse('NOT_FOUND')
      })
      await inTransaction((tx) => enqueue(tx, job, { what: 'committed' }))
      sent = performance.now()
      await arrived.promise
    } finally {
      await stop()
    }
    expect(done.map(({ what }) => what)).toEqual(['committed'])
    // Woken by the commit: a worker that only polls would come half a minute later.
    expect(done[0]?.after).toBeLessThan(5_000)
  })
})

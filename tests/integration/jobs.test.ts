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

  it('that have piled up run one after the other, without a wake-up for each', async () => {
    const texts = ['one', 'two', 'three', 'four', 'five']
    const done: string[] = []
    const all = Promise.withResolvers<void>()
    const job = defineJob({
      queue: 'test-pile',
      schema: z.strictObject({ what: z.string() }),
      run: async ({ what }) => {
        done.push(what)
        if (what === 'two') throw new Error('a failure keeps nobody waiting')
        if (done.length === texts.length) all.resolve()
      },
      retries: 0,
    })
    for (const what of texts) await inTransaction((tx) => enqueue(tx, job, { what }, { singletonKey: what }))
    const began = performance.now()
    const stop = await startWorker([job])
    try {
      await all.promise
    } finally {
      await stop()
    }
    expect(done.toSorted()).toEqual(texts.toSorted())
    expect(performance.now() - began).toBeLessThan(10_000)
  })
})

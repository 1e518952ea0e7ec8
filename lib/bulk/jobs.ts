import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/queue'
import { resumeBulkRuns, workOnBulkRun } from './commands/run'

export const bulkRunJob = defineJob({
  queue: 'bulk.run',
  minutes: 240,
  schema: z.object({ runId: z.number().int() }),
  run: ({ runId }, at) => workOnBulkRun(runId, at),
})

/** Picks up what a crash left behind. */
export const resumeBulkRunsJob = defineJob({
  queue: 'bulk.resume',
  every: '* * * * *',
  minutes: 240,
  schema: z.object({}),
  run: (_, at) => resumeBulkRuns(at),
})

import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/queue'
import { foldChanges } from './commands/fold'
import { rebuildRollups } from './commands/rebuild'

/** Adds what has changed to the rollups, or makes them where there are none for the company's zone. */
export const foldJob = defineJob({
  queue: 'rollups.fold',
  schema: z.object({}),
  every: '* * * * *',
  run: async () => {
    if (!(await foldChanges())) await rebuildRollups()
  },
})

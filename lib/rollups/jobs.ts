import { z } from 'zod'
import { inTransaction } from '@/lib/platform/db/transaction'
import { defineJob, enqueue } from '@/lib/platform/jobs/queue'
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

/** Much has changed, or a reader found the rollups wanting: not in a minute but now. Asked twice, done once. */
export async function askForFold(): Promise<void> {
  await inTransaction((tx) => enqueue(tx, foldJob, {}, { singletonKey: 'fold' }))
}

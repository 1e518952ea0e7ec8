import { inTransaction } from '@/lib/platform/db/transaction'
import { enqueue } from '@/lib/platform/jobs/queue'
import { foldJob } from '../jobs'

/** Much has changed, or a reader found the rollups wanting: not in a minute but now. Asked twice, done once. */
export async function askForFold(): Promise<void> {
  await inTransaction((tx) => enqueue(tx, foldJob, {}, { singletonKey: 'fold' }))
}

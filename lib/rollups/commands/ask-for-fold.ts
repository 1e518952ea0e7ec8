import { inTransaction } from '@/lib/platform/db/transaction'
import { enqueue } from '@/lib/platform/jobs/queue'
import { foldJob } from '../jobs'

let asking: Promise<void> | null = null

/**
 * Much has changed, or a reader found the rollups wanting: not in a minute but now. Asked twice, done once; and readers who
 * ask at the same time (a screen of numbers does) ask with one voice.
 */
export function askForFold(): Promise<void> {
  asking ??= inTransaction((tx) => enqueue(tx, foldJob, {}, { singletonKey: 'fold' }))
    .then(() => {})
    .finally(() => {
      asking = null
    })
  return asking
}

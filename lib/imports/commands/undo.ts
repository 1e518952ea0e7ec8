import type { Actor } from '@/lib/platform/actor'
import type { ImportState } from '@/lib/platform/db/generated/enums'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { enqueue } from '@/lib/platform/jobs/queue'
import { announce } from '@/lib/platform/realtime/announce'
import { type Result, refuse } from '@/lib/platform/result'
import { undoImportJob } from '../jobs'
import { canTakeUpImport } from '../policy'
import { UNDO_DAYS, undoableUntil } from '../undo-window'
import { type ImportIdInput, lockRun } from './stop'

/**
 * Takes an import back, done or stopped half-way: leads and costs that it made go, what it changed is as it was, except
 * where somebody has worked on it since. The worker does it in batches (`take-back.ts`); a second click finds it under
 * way. IMPORT_STATE while it runs or when it is undone already; IMPORT_UNDO_TOO_LATE after 30 days; FORBIDDEN.
 */
export function undoImport(
  actor: Actor,
  { importId }: ImportIdInput,
): Promise<Result<{ id: number; state: ImportState }>> {
  return inTransaction(async (tx) => {
    const run = await lockRun(tx, importId)
    if (!canTakeUpImport(actor, run)) return refuse('FORBIDDEN')
    if (run.state !== 'done' && run.state !== 'stopped')
      return refuse('IMPORT_STATE', { state: run.state, step: 'undo' })
    if (run.finishedAt && actor.at > undoableUntil(run.finishedAt))
      return refuse('IMPORT_UNDO_TOO_LATE', { days: UNDO_DAYS })
    await tx.run(sql`
      update import_run set state = 'undoing', version = version + 1, undone_by_id = ${actor.personId},
        stop_asked_at = null, failure = null, undo = '{"removed": 0, "restored": 0, "kept": 0}'
      where id = ${importId}`)
    await enqueue(tx, undoImportJob, { importId }, { singletonKey: String(importId) })
    await announce(tx, { topic: 'import', id: importId })
    return { id: importId, state: 'undoing' }
  })
}

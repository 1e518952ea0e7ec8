import type { Actor } from '@/lib/platform/actor'
import type { ImportKind, ImportState, Role } from '@/lib/platform/db/generated/enums'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { enqueue } from '@/lib/platform/jobs/queue'
import { announce } from '@/lib/platform/realtime/announce'
import { type Result, refuse } from '@/lib/platform/result'
import { runImportJob } from '../jobs'
import { canStopImport, canTakeUpImport } from '../policy'

export type ImportIdInput = { importId: number }
type Standing = { id: number; state: ImportState }

/**
 * Asks an import to stop. One that waits stops at once, one that runs at the end of the batch that it is at: what it has
 * written stays, its counts and what is left add up to the total, and it goes on when somebody resumes it. Asking again
 * changes nothing. IMPORT_STATE once it has ended; FORBIDDEN.
 */
export function stopImport(actor: Actor, { importId }: ImportIdInput): Promise<Result<Standing>> {
  return inTransaction(async (tx) => {
    const run = await lockRun(tx, importId)
    if (!canStopImport(actor, run)) return refuse('FORBIDDEN')
    if (run.state === 'stopped') return run
    if (run.state === 'queued') return moveTo(tx, run, 'stopped')
    if (run.state !== 'checking' && run.state !== 'running')
      return refuse('IMPORT_STATE', { state: run.state, step: 'stop' })
    await tx.run(sql`
      update import_run set stop_asked_at = coalesce(stop_asked_at, ${actor.at}::timestamptz) where id = ${importId}`)
    await announce(tx, { topic: 'import', id: importId })
    return run
  })
}

/** Lets an import that stopped, or was stopped by a fault, go on from its place in the file. IMPORT_STATE; FORBIDDEN. */
export function resumeImport(actor: Actor, { importId }: ImportIdInput): Promise<Result<Standing>> {
  return inTransaction(async (tx) => {
    const run = await lockRun(tx, importId)
    if (!canTakeUpImport(actor, run)) return refuse('FORBIDDEN')
    if (run.state !== 'stopped') return refuse('IMPORT_STATE', { state: run.state, step: 'resume' })
    await enqueue(tx, runImportJob, { importId }, { singletonKey: String(importId) })
    return moveTo(tx, run, 'queued')
  })
}

type LockedRun = {
  id: number
  kind: ImportKind
  state: ImportState
  finishedAt: Date | null
  createdById: number
  createdByRoles: Role[]
}

/** Locks the record of an import: two clicks come one after the other. NOT_FOUND. */
export async function lockRun(tx: Tx, importId: number): Promise<LockedRun> {
  const run = await tx.one<LockedRun>(sql`
    select i.id, i.kind, i.state, i.finished_at as "finishedAt", i.created_by_id as "createdById",
      p.roles::text[] as "createdByRoles"
    from import_run i join person p on p.id = i.created_by_id where i.id = ${importId} for update of i`)
  return run ?? refuse('NOT_FOUND')
}

async function moveTo(tx: Tx, run: LockedRun, state: 'queued' | 'stopped'): Promise<Standing> {
  await tx.run(sql`
    update import_run set state = ${state}::import_state, version = version + 1, stop_asked_at = null, attempts = 0,
      failure = null
    where id = ${run.id}`)
  await announce(tx, { topic: 'import', id: run.id })
  return { id: run.id, state }
}

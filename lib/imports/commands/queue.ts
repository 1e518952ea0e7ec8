import type { Actor } from '@/lib/platform/actor'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { enqueue } from '@/lib/platform/jobs/queue'
import { type Result, refuse } from '@/lib/platform/result'
import { runImportJob } from '../jobs'
import type { ImportMapping } from '../mapping'
import { refuseUnlessAllowed } from './allowed'

/** Lets the worker take a kept file from here. FORBIDDEN, NOT_FOUND, WRONG_STATE. */
export function queueImport(
  actor: Actor,
  { importId, mapping }: { importId: number; mapping: ImportMapping },
): Promise<Result<{ id: number }>> {
  return inTransaction(async (tx) => {
    refuseUnlessAllowed(actor, mapping)
    const kept = await tx.one<{ state: string }>(sql`
      select state from import_run where id = ${importId} and file_size > 0 for update`)
    if (!kept) return refuse('NOT_FOUND')
    if (kept.state !== 'draft') return refuse('WRONG_STATE', { status: kept.state })
    await tx.run(sql`
      update import_run set state = 'queued', kind = ${mapping.kind}::import_kind, version = version + 1,
        mapping = ${JSON.stringify(mapping)}::jsonb where id = ${importId}`)
    await enqueue(tx, runImportJob, { importId }, { singletonKey: String(importId) })
    return { id: importId }
  })
}

import type { Actor } from '@/lib/platform/actor'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { enqueue } from '@/lib/platform/jobs/queue'
import { type Result, refuse } from '@/lib/platform/result'
import { runImportJob } from '../jobs'
import type { ImportMapping } from '../mapping'
import { canImport } from '../policy'

const PIECE = 1024 * 1024

/** Keeps the file and its mapping, and lets the worker take it from there. FORBIDDEN. */
export function queueImport(
  actor: Actor,
  input: { fileName: string; bytes: Uint8Array; mapping: ImportMapping },
): Promise<Result<{ id: number }>> {
  return inTransaction(async (tx) => {
    if (!canImport(actor)) return refuse('FORBIDDEN')
    const made = await tx.one<{ id: number }>(sql`
      insert into import_run (kind, file_name, mapping, created_by_id, created_at)
      values (${input.mapping.kind}::import_kind, ${input.fileName}, ${JSON.stringify(input.mapping)}::jsonb,
        ${actor.personId}, ${actor.at}::timestamptz) returning id`)
    if (!made) throw new Error('insert returned no row')
    for (let position = 0; position * PIECE < input.bytes.length; position++) {
      const bytes = Buffer.from(input.bytes.subarray(position * PIECE, (position + 1) * PIECE))
      await tx.run(sql`
        insert into import_chunk (import_id, position, bytes) values (${made.id}, ${position}, ${bytes})`)
    }
    await enqueue(tx, runImportJob, { importId: made.id }, { singletonKey: String(made.id) })
    return made
  })
}

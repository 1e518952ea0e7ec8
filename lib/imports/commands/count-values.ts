import { breathe } from '@/lib/platform/clock'
import { db, sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { announce } from '@/lib/platform/realtime/announce'
import { must } from '@/lib/platform/result'
import { type ImportDraft, mappingOf, readDraft } from '../draft'
import { FormatDetector, planImport } from '../row'
import { UnreadableFile } from '../unreadable-file'
import { countedFor, type FoundValues, ValueCounter } from '../values'
import { openTable } from './table'

/**
 * Reads the whole file of a draft once: what its columns hold, and which notations must be asked about. Safe to call
 * again: it counts for the draft as it is, and only the newest count is kept.
 */
export async function countValues(importId: number, at: Date): Promise<void> {
  const run = await db.one<{ draft: unknown }>(sql`
    select draft from import_run where id = ${importId} and state = 'draft'`)
  if (!run) return
  const draft = readDraft(run.draft)
  const found = await count(importId, draft)
  if (!found) return
  must(
    await inTransaction(async (tx) => {
      await tx.run(sql`
        insert into import_values (import_id, key, found, at)
        select id, ${countedFor(draft)}, ${JSON.stringify(found)}::jsonb, ${at}::timestamptz
        from import_run where id = ${importId}
        on conflict (import_id) do update set key = excluded.key, found = excluded.found, at = excluded.at`)
      await announce(tx, { topic: 'import', id: importId })
      return null
    }),
  )
}

async function count(importId: number, draft: ImportDraft): Promise<FoundValues | undefined> {
  // every question is asked, whatever has been answered: answers can be changed
  const mapping = mappingOf({ ...draft, dateFormat: undefined, decimal: undefined })
  if (!mapping.success) return undefined
  try {
    const { header, batches } = await openTable(db, importId, draft)
    const planned = planImport(mapping.data, header)
    if (!planned.ok) return undefined
    const counter = new ValueCounter(header, draft.columns)
    const detector = new FormatDetector(planned.plan)
    for await (const batch of batches) {
      for (const { cells, problem } of batch) {
        if (problem !== null) continue
        counter.see(cells)
        detector.see(cells)
      }
      await breathe()
    }
    return { rows: counter.rows, fields: counter.found(), questions: detector.decide().questions }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    return { problem: error.code, params: error.params }
  }
}

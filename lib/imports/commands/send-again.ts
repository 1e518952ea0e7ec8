import type { Actor } from '@/lib/platform/actor'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { enqueue } from '@/lib/platform/jobs/queue'
import { type Result, refuse } from '@/lib/platform/result'
import { withoutFormula } from '@/lib/platform/sheet/formula'
import { writeCsv } from '../csv'
import { type ImportDraft, importDraft } from '../draft'
import { checkImportJob } from '../jobs'
import type { ImportMapping } from '../mapping'
import { canImport } from '../policy'
import type { ImportIdInput } from '../schema'
import { refuseWithoutRoom } from './draft-room'
import { PIECE } from './pieces'

/**
 * A new draft of the rows that an import refused, as they came and with the same mapping, at the step where they are
 * repaired. The import itself stays as it is. NOT_FOUND, FORBIDDEN, IMPORT_STATE (nothing was refused, or still under
 * way), TOO_MANY_DRAFTS.
 */
export function sendAgain(actor: Actor, { importId }: ImportIdInput): Promise<Result<{ importId: number }>> {
  return inTransaction(async (tx) => {
    if (!canImport(actor)) return refuse('FORBIDDEN')
    const run = await tx.one<{
      state: string
      rejected: number
      kind: string
      fileName: string
      source: string | null
      header: string[]
      mapping: ImportMapping | null
    }>(sql`
      select state, rejected, kind, file_name as "fileName", source, coalesce(header, '{}') as header, mapping
      from import_run where id = ${importId} and state <> 'draft'`)
    if (!run?.mapping) return refuse('NOT_FOUND')
    if (run.rejected === 0 || !['done', 'stopped', 'undone'].includes(run.state))
      return refuse('IMPORT_STATE', { state: run.state, step: 'again' })
    const made = await tx.one<{ id: number }>(sql`
      insert into import_run (kind, state, file_name, source, header, draft, created_by_id, created_at)
      values (${run.kind}::import_kind, 'draft', ${nameOf(run.fileName)}, ${run.source}, ${run.header}::text[],
        ${JSON.stringify(draftOf(run.mapping))}::jsonb, ${actor.personId}, ${actor.at}::timestamptz) returning id`)
    if (!made) throw new Error('insert returned no row')
    await keepRows(tx, importId, made.id, run.header)
    await refuseWithoutRoom(tx, actor)
    await enqueue(tx, checkImportJob, { importId: made.id }, { singletonKey: String(made.id) })
    return { importId: made.id }
  })
}

function nameOf(fileName: string): string {
  return `${fileName
    .replace(/\.\w{1,5}$/, '')
    .replace(/-rejected$/, '')
    .slice(0, 180)}-rejected.csv`
}

function draftOf(mapping: ImportMapping): ImportDraft {
  const { sheet: _sheet, headerRow: _row, ...rest } = mapping
  return importDraft.parse({ ...rest, encoding: 'utf-8', delimiter: ',', step: 'check' })
}

const PAGE = 2000

async function keepRows(tx: Tx, from: number, to: number, header: string[]): Promise<void> {
  let text = writeCsv([header], ',')
  let size = 0
  let position = 0
  let rest: Buffer = Buffer.alloc(0)
  const flush = async (atEnd: boolean) => {
    rest = Buffer.concat([rest, Buffer.from(text)])
    text = ''
    while (rest.length >= PIECE || (atEnd && rest.length > 0)) {
      const piece = rest.subarray(0, PIECE)
      await tx.run(
        sql`insert into import_chunk (import_id, position, bytes) values (${to}, ${position++}, ${piece})`,
      )
      size += piece.length
      rest = rest.subarray(piece.length)
    }
  }
  for (let after = 0; ; ) {
    const page = await tx.rows<{ row: number; cells: string[] }>(sql`
      select row, cells from import_rejected_row where import_id = ${from} and row > ${after} order by row limit ${PAGE}`)
    text += writeCsv(
      // the reader takes an apostrophe before a formula for that of an export
      page.map(({ cells }) => cells.map(withoutFormula)),
      ',',
    )
    await flush(false)
    const last = page.at(-1)
    if (!last || page.length < PAGE) break
    after = last.row
  }
  await flush(true)
  await tx.run(sql`update import_run set file_size = ${size} where id = ${to}`)
}

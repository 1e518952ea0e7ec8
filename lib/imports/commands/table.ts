import { type Database, sql } from '@/lib/platform/db/sql'
import { type CsvFormat, type CsvRecord, detectFormat, readCsv } from '../csv'
import { type Fix, type RepairedRecord, repair } from '../repairs'
import { tableBytes } from './pieces'

/** How the file of an import is read: as told, else as found. */
export type TableWish = Partial<CsvFormat> & { headerRow?: number }
export type Table = {
  format: CsvFormat
  /** as `columnNames` names them */
  header: string[]
  /** with the repairs of the grid in place; read once, in order */
  batches: AsyncGenerator<RepairedRecord[]>
}

/**
 * The rows of an import's file with their repairs: what the check and the run read, so that both see the same. A
 * workbook's sheet has been written out as CSV before (the part `table`). UnreadableFile for what is no table.
 */
export async function openTable(on: Database, importId: number, wish: TableWish): Promise<Table> {
  const format = await detectFormat(() => tableBytes(on, importId), wish)
  const { header, batches } = await readCsv(tableBytes(on, importId), format, wish.headerRow)
  return { format, header, batches: repaired(on, importId, header.length, batches) }
}

async function* repaired(
  on: Database,
  importId: number,
  columns: number,
  batches: AsyncGenerator<CsvRecord[]>,
): AsyncGenerator<RepairedRecord[]> {
  for await (const batch of batches) {
    const rows = [batch[0]?.row ?? 0, batch.at(-1)?.row ?? 0] as const
    const { fixes, leftOut } = await repairsOf(on, importId, rows)
    yield fixes.size + leftOut.size === 0
      ? batch
      : batch.map((record) =>
          repair(record, columns, fixes.get(record.row) ?? [], leftOut.has(record.row)),
        )
  }
}

/** What the grid holds of some rows of a file. */
export async function repairsOf(
  on: Database,
  importId: number,
  [first, last]: readonly [number, number],
): Promise<{ fixes: Map<number, Fix[]>; leftOut: Set<number> }> {
  const found = await on.rows<{ row: number; column: number | null; value: string }>(sql`
    select row, "column", value from import_fix where import_id = ${importId} and row between ${first} and ${last}
    union all
    select row, null, '' from import_left_out where import_id = ${importId} and row between ${first} and ${last}`)
  const fixes = new Map<number, Fix[]>()
  const leftOut = new Set<number>()
  for (const { row, column, value } of found) {
    if (column === null) leftOut.add(row)
    else fixes.set(row, [...(fixes.get(row) ?? []), { row, column, value }])
  }
  return { fixes, leftOut }
}

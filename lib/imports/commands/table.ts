import type { ImportFileType } from '@/lib/platform/db/generated/enums'
import { type Database, sql } from '@/lib/platform/db/sql'
import { type CsvFormat, type CsvRecord, detectFormat, readCsv } from '../csv'
import { type Fix, type RepairedRecord, repair } from '../repairs'
import { bitsOf } from './pieces'
import { writeSheetTable } from './sheet-table'

/** How the file of an import is read: as told, else as found. */
export type TableWish = Partial<CsvFormat> & { headerRow?: number; sheet?: string }
export type Table = {
  format: CsvFormat
  /** as `columnNames` names them */
  header: string[]
  /** with the repairs of the grid in place; read once, in order */
  batches: AsyncGenerator<RepairedRecord[]>
}

/**
 * The rows of an import's file with their repairs: what the check and the run read, so that both see the same. The sheet of
 * a workbook is written out as CSV before, which takes its time: screens look at the beginning (`lookAtFile`).
 * UnreadableFile for what is no table.
 */
export async function openTable(on: Database, importId: number, wish: TableWish): Promise<Table> {
  const kept = await on.one<{ type: ImportFileType; size: number }>(
    sql`select file_type as type, file_size::float8 as size from import_run where id = ${importId}`,
  )
  const isWorkbook = kept?.type === 'xlsx'
  if (isWorkbook) await writeSheetTable(importId, kept.size, wish.sheet)
  const open = () => bitsOf(on, importId, isWorkbook ? 'table' : 'file')
  const format = isWorkbook ? SHEET_FORMAT : await detectFormat(open, wish)
  const { header, batches } = await readCsv(open(), format, wish.headerRow)
  return { format, header, batches: repaired(on, importId, header.length, batches) }
}

/** As a sheet is written out. */
const SHEET_FORMAT: CsvFormat = { encoding: 'utf-8', delimiter: ',', wrapped: false }

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
      : batch.map((record) => repair(record, columns, fixes.get(record.row) ?? [], leftOut.has(record.row)))
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

import { type Database, sql } from '@/lib/platform/db/sql'
import { type CsvFormat, type CsvRecord, detectFormat, readCsv } from '../csv'
import { tableBytes } from './pieces'

/** How the file of an import is read: as told, else as found. */
export type TableWish = Partial<CsvFormat> & { headerRow?: number }
export type Table = {
  format: CsvFormat
  /** as `columnNames` names them */
  header: string[]
  /** with the repairs of the grid in place; read once, in order */
  batches: AsyncGenerator<CsvRecord[]>
}

/**
 * The rows of an import's file with their repairs: what the check and the run read, so that both see the same. A
 * workbook's sheet has been written out as CSV before (the part `table`). UnreadableFile for what is no table.
 */
export async function openTable(on: Database, importId: number, wish: TableWish): Promise<Table> {
  const format = await detectFormat(() => tableBytes(on, importId), wish)
  const { header, batches } = await readCsv(tableBytes(on, importId), format)
  return { format, header, batches: repaired(on, importId, batches) }
}

async function* repaired(
  on: Database,
  importId: number,
  batches: AsyncGenerator<CsvRecord[]>,
): AsyncGenerator<CsvRecord[]> {
  for await (const batch of batches) {
    const [first, last] = [batch[0]?.row ?? 0, batch.at(-1)?.row ?? 0]
    const fixes = await on.rows<{ row: number; column: number; value: string }>(sql`
      select row, "column", value from import_fix where import_id = ${importId} and row between ${first} and ${last}`)
    for (const { row, column, value } of fixes) {
      const record = batch[row - first]
      if (record?.row === row) record.cells[column] = value
    }
    yield batch
  }
}

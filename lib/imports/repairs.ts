import type { CsvRecord } from './csv'

/** A row as it is to be read; `before` has its cells as the file has them, where somebody repaired it or left it out. */
export type RepairedRecord = CsvRecord & { before?: string[] }

export type Fix = { row: number; column: number; value: string }

/**
 * A row with its repairs. Who repairs a cell of a row that is too short, too long or has broken quotes has seen its cells
 * under the columns: they are taken as they stand there. A row that is left out is an empty one.
 */
export function repair(
  record: CsvRecord,
  columns: number,
  fixes: readonly Omit<Fix, 'row'>[],
  isLeftOut: boolean,
): RepairedRecord {
  if (isLeftOut) return { ...record, cells: record.cells.map(() => ''), problem: null, before: record.cells }
  if (fixes.length === 0) return record
  const cells = Array.from({ length: columns }, (_, index) => record.cells[index] ?? '')
  for (const { column, value } of fixes) if (column < columns) cells[column] = value
  return { ...record, cells, problem: null, before: record.cells }
}

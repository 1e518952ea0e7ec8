import type { CsvRecord } from '../csv'
import type { ImportKind } from '../mapping'
import type { ImportRow, RowResult } from '../row'
import type { Numbered, Rejected } from './tally'

/** Rows wait for each other up to this length of all their cells: one of them may have millions of characters. */
export const MOST_WAITING = 8_000_000

export function lengthOf({ cells }: Pick<CsvRecord, 'cells'>): number {
  let length = cells.length
  for (const cell of cells) length += cell.length
  return length
}

export type ReadRecords = { good: Numbered<ImportRow>[]; skipped: number; rejected: Rejected[] }

/** Rows that can be written, rows with nothing in them, and rows that cannot be read, with the reasons. */
export function readRecords(
  records: readonly CsvRecord[],
  read: (cells: readonly string[]) => RowResult,
): ReadRecords {
  const found: ReadRecords = { good: [], skipped: 0, rejected: [] }
  for (const { row, cells, problem } of records) {
    const result = problem
      ? { ok: false as const, problems: [{ column: null, code: problem, value: '' }] }
      : read(cells)
    if (result.ok) found.good.push({ row, cells, value: result.row })
    else if (result.problems[0]?.code === 'empty_row') found.skipped++
    else found.rejected.push({ row, cells, problems: result.problems })
  }
  return found
}

export function ofKind<K extends ImportKind>(
  rows: readonly Numbered<ImportRow>[],
  kind: K,
): Numbered<Extract<ImportRow, { kind: K }>>[] {
  return rows.flatMap((row) =>
    row.value.kind === kind ? [{ ...row, value: row.value as Extract<ImportRow, { kind: K }> }] : [],
  )
}

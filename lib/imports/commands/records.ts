import type { CsvRecord } from '../csv'
import type { ImportKind } from '../mapping'
import type { ImportRow, RowResult } from '../row'
import type { Numbered, Rejected } from './tally'

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

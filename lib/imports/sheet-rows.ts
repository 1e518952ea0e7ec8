import { withoutFormula } from '@/lib/platform/sheet/formula'
import { MAX_COLUMNS, writeCsv } from './csv'
import { MAX_HEADER_ROW } from './mapping'
import type { SheetRow } from './workbook'

/**
 * The rows of a sheet as the rows of a table: all as wide as the widest so far, because a sheet leaves out the empty cells
 * at the end of a row. Empty rows are kept only as far down as a header may stand, so that the rows there are counted as
 * the spreadsheet counts them.
 */
export class SheetRows {
  private width = 0
  private last = 0

  next({ row, cells }: SheetRow): string[][] {
    const empty = Math.max(0, Math.min(row - 1, MAX_HEADER_ROW) - this.last)
    this.last = row
    this.width = Math.max(this.width, Math.min(cells.length, MAX_COLUMNS))
    const padded =
      cells.length < this.width ? [...cells, ...Array(this.width - cells.length).fill('')] : cells
    return [...Array<string[]>(empty).fill([]), padded]
  }
}

/** As it is written down for the readers. */
export function linesOf(rows: readonly string[][]): string {
  // an empty row is an empty line, which is what a reader passes over
  // the reader takes an apostrophe before a formula for that of an export
  return rows
    .map((cells) => (cells.length === 0 ? '\r\n' : writeCsv([cells.map(withoutFormula)], ',')))
    .join('')
}

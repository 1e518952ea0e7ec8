import { withoutFormula } from './formula'
import { cellOf, isText, type Plain, type Row, type Sheet } from './sheet'

/**
 * A sheet as RFC 4180 has it, in UTF-8 with the mark by which Excel tells it from the encodings of old. Numbers are plain
 * numbers with a point. The notes stay out, or a program could not read the table.
 */
export function csvOf(sheet: Sheet): string {
  return head(sheet) + lines(sheet, sheet.rows)
}

/** The same in pieces, for a table that is longer than what one holds in memory. */
export async function* csvParts(sheet: Sheet): AsyncGenerator<string> {
  yield csvOf(sheet)
  for await (const rows of sheet.more ?? []) yield lines(sheet, rows)
}

function head({ columns }: Sheet): string {
  return `\uFEFF${columns.map(({ header }) => textCell(header)).join(',')}\r\n`
}

function lines({ columns }: Sheet, rows: readonly Row[]): string {
  return rows
    .map((row) => {
      const cells = columns.map((column) => {
        const { value, kind } = cellOf(column, row)
        return isText(kind) ? textCell(value) : plainCell(value)
      })
      return `${cells.join(',')}\r\n`
    })
    .join('')
}

function textCell(value: Plain): string {
  if (value === null || value === '') return ''
  return quoted(withoutFormula(String(value).replaceAll('\0', '')))
}

function plainCell(value: Plain): string {
  return value === null ? '' : quoted(String(value))
}

function quoted(text: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

import { cellOf, isText, type Plain, type Sheet } from './sheet'

/**
 * A sheet as RFC 4180 has it, in UTF-8 with the mark by which Excel tells it from the encodings of old. Numbers are plain
 * numbers with a point. The notes stay out, or a program could not read the table.
 */
export function csvOf({ columns, rows }: Sheet): string {
  const lines = [columns.map(({ header }) => textCell(header))]
  for (const row of rows) {
    lines.push(
      columns.map((column) => {
        const { value, kind } = cellOf(column, row)
        return isText(kind) ? textCell(value) : plainCell(value)
      }),
    )
  }
  return `\uFEFF${lines.map((cells) => `${cells.join(',')}\r\n`).join('')}`
}

/**
 * Spreadsheets take a cell that begins with one of these for a formula, quotes or not; so does a piece of a cell where
 * the reader's delimiter is another one than ours. A leading apostrophe makes it text (OWASP, CSV injection).
 */
const FORMULA = /(^|[;\t\r\n])([\s"']*)(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g

function textCell(value: Plain): string {
  if (value === null || value === '') return ''
  const text = String(value).replaceAll('\0', '').replace(FORMULA, "$1'$2")
  return quoted(/^[\t\r]/.test(text) ? `'${text}` : text)
}

function plainCell(value: Plain): string {
  return value === null ? '' : quoted(String(value))
}

function quoted(text: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

import writeXlsxFile, { type SheetData } from 'write-excel-file/node'
import { cellOf, type Kind, type OwnKind, type Sheet } from './sheet'

/** What Excel itself allows in a name of a tab and in a cell. */
const MAX_NAME = 31
const MAX_TEXT = 32_767

const FORMATS: Record<Kind, string> = {
  text: '@',
  link: '@',
  count: '#,##0',
  share: '0.0%',
  ratio: '0.00',
  money: '#,##0.00',
  days: '0.0',
  hours: '0.0',
  date: 'yyyy-mm-dd',
  time: 'yyyy-mm-dd hh:mm',
}

const WIDTHS: Partial<Record<Kind, number>> = { date: 12, time: 17, money: 14 }

/** A sheet as a workbook: the table, and a second tab with the notes. Nothing in it is a formula. */
export function xlsxOf(sheet: Sheet, notesName: string): Promise<Buffer> {
  const header = sheet.columns.map(({ header, kind }) => ({
    ...text(header),
    fontWeight: 'bold' as const,
    wrap: true,
    align: kind === 'text' || kind === 'link' ? ('left' as const) : ('right' as const),
  }))
  const body = sheet.rows.map((row) => sheet.columns.map((column) => excelCell(cellOf(column, row))))
  const name = tabName(sheet.name)
  return writeXlsxFile([
    {
      data: [header, ...body] as SheetData,
      sheet: name,
      stickyRowsCount: 1,
      orientation: 'landscape',
      columns: sheet.columns.map((column) => ({ width: widthOf(column, sheet) })),
    },
    {
      data: sheet.notes.map((note) => [{ ...text(note), wrap: true }]) as SheetData,
      sheet: tabName(notesName === name ? `${notesName} 2` : notesName),
      columns: [{ width: 110 }],
    },
  ]).toBuffer()
}

/** A name that Excel takes: no `[]/\:*?`, no apostrophe at an end, 31 characters, not empty. */
export function tabName(wanted: string): string {
  const cleaned = wanted
    .replaceAll(/[[\]/\\:*?\p{Cc}]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_NAME)
    .replaceAll(/^'+|'+$/g, '')
    .trim()
  return cleaned || 'Baton'
}

function excelCell({ value, kind }: OwnKind) {
  if (value === null || value === '') return null
  const format = FORMATS[kind]
  switch (kind) {
    case 'text':
    case 'link':
      return text(String(value))
    case 'date':
    case 'time': {
      const at = new Date(kind === 'date' ? `${value}T00:00:00Z` : `${value}Z`)
      return Number.isNaN(at.getTime()) ? text(String(value)) : { type: Date, value: at, format }
    }
    default: {
      const number = Number(value)
      return Number.isFinite(number) ? { type: Number, value: number, format } : text(String(value))
    }
  }
}

/** Text and nothing else, whatever it begins with. */
function text(content: string) {
  const value = content.slice(0, MAX_TEXT).replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
  // The library keeps strings as the keys of a bare object, where these are found before they are put there.
  return { type: String, value: value in Object.prototype ? `${value}\u2060` : value, format: '@' }
}

function widthOf({ key, header, kind }: Sheet['columns'][number], { rows }: Sheet): number {
  const fixed = WIDTHS[kind]
  const words = Math.max(...header.split(/\s+/).map((word) => word.length)) + 2
  if (fixed) return Math.max(fixed, words)
  if (kind !== 'text' && kind !== 'link') return Math.max(10, words)
  const longest = rows.slice(0, 200).reduce((most, row) => {
    const cell = row[key]
    return Math.max(most, typeof cell === 'string' ? cell.length : 0)
  }, 0)
  return Math.min(60, Math.max(14, words, longest + 2))
}

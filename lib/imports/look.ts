import { columnNames, type Delimiter, isSeparatorLine, type ParsedRecord, rowFitter } from './csv'
import type { Encoding } from './encoding'
import { proposeHeaderRow } from './header-row'
import { isCellError, isScientific } from './lost-cells'
import { MAX_HEADER_ROW } from './mapping'
import { type FileProblemCode, UnreadableFile } from './unreadable-file'

/** What somebody sees of a file before anything is decided: its beginning, and how it seems to be written. */
export type FileLook = {
  type: 'csv' | 'xlsx'
  /** of a workbook, in its order */
  sheets: { name: string; hidden: boolean }[]
  /** which of them this is */
  sheet: string | null
  encoding: Encoding | null
  delimiter: Delimiter | null
  /** as wished, else as proposed */
  headerRow: number
  proposedHeaderRow: number
  /** the rows above the header, as they are */
  above: string[][]
  columns: string[]
  /** the first rows below the header */
  records: { row: number; cells: string[]; problem: string | null }[]
  warnings: LookWarning[]
  /** why it cannot be read like this; the other fields hold what could be found out all the same */
  problem: { code: FileProblemCode; params: Record<string, string | number> } | null
}

/** Worded in the messages (`look.<code>`). */
export type LookWarning =
  | { code: 'wrapped' }
  | { code: 'no_records' }
  | { code: 'same_names'; names: string }
  | { code: 'nameless'; count: number }
  | { code: 'uneven'; count: number }
  | { code: 'scientific'; columns: string }
  | { code: 'cell_errors'; count: number }

/** So much of a file is looked at, at most. */
export const LOOK_ROWS = 500
const SHOWN = 50

export type Look = Pick<
  FileLook,
  'headerRow' | 'proposedHeaderRow' | 'above' | 'columns' | 'records' | 'warnings' | 'problem'
>

/** What the first rows of a table tell. */
export function lookAtRows(
  rows: readonly ParsedRecord[],
  { headerRow: wished, wrapped = false }: { headerRow?: number; wrapped?: boolean },
): Look {
  const cells = rows.map((record) => (isSeparatorLine(record) ? [] : record.cells))
  const proposedHeaderRow = proposeHeaderRow(cells, MAX_HEADER_ROW)
  const headerRow = wished ?? proposedHeaderRow
  const seen = { headerRow, proposedHeaderRow, above: cells.slice(0, headerRow - 1) }
  const header = cells[headerRow - 1]
  try {
    if (rows.length === 0) throw new UnreadableFile('empty_file')
    if (!header) throw new UnreadableFile('no_header')
    const columns = columnNames(header)
    const records = rowFitter(columns.length)(rows.slice(headerRow).map(asLine))
    const warnings = [
      ...(wrapped ? [{ code: 'wrapped' as const }] : []),
      ...warningsOf(header, columns, records),
    ]
    return { ...seen, columns, records: records.slice(0, SHOWN).map(shown), warnings, problem: null }
  } catch (error) {
    return { ...seen, columns: [], records: [], warnings: [], problem: problemOf(error) }
  }
}

/** A file that cannot be read is an answer, anything else a bug. */
export function problemOf(error: unknown): NonNullable<FileLook['problem']> {
  if (!(error instanceof UnreadableFile)) throw error
  return { code: error.code, params: error.params }
}

/** An empty row of a sheet is the empty line as which it will be read. */
const asLine = (record: ParsedRecord): ParsedRecord =>
  record.cells.length === 0 ? { ...record, cells: [''] } : record

type Fitted = { row: number; cells: string[]; problem: string | null }

const shown = ({ row, cells, problem }: Fitted): Fitted => ({ row, cells, problem })

function warningsOf(
  header: readonly string[],
  columns: readonly string[],
  records: readonly Fitted[],
): LookWarning[] {
  if (records.length === 0) return [{ code: 'no_records' }]
  const warnings: LookWarning[] = []
  const nameless = header.filter((name) => name.trim() === '').length
  if (nameless > 0) warnings.push({ code: 'nameless', count: nameless })
  const renamed = columns.filter(
    (name, at) => header[at]?.trim() && /\(\d+\)$/.test(name) && !/\(\d+\)\s*$/.test(header[at]),
  )
  if (renamed.length > 0) warnings.push({ code: 'same_names', names: list(renamed) })
  const uneven = records.filter(({ problem }) => problem !== null).length
  if (uneven > 0) warnings.push({ code: 'uneven', count: uneven })
  const scientific = columns.filter((_, at) =>
    records.some(({ cells }) => isScientific(cells[at]?.trim() ?? '')),
  )
  if (scientific.length > 0) warnings.push({ code: 'scientific', columns: list(scientific) })
  const errors = records.flatMap(({ cells }) => cells).filter((cell) => isCellError(cell.trim())).length
  if (errors > 0) warnings.push({ code: 'cell_errors', count: errors })
  return warnings
}

function list(names: readonly string[]): string {
  return `${names.slice(0, 5).join(', ')}${names.length > 5 ? ' …' : ''}`
}

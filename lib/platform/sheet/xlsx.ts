import { cellOf, type Kind, type OwnKind, type Row, type Sheet } from './sheet'
import { type ZipEntry, zipParts } from './zip'

/** What Excel itself allows in a name of a tab, in a cell and on a tab. */
const MAX_NAME = 31
const MAX_TEXT = 32_767
const MAX_SHEET_ROWS = 1_048_575

const FORMATS: Record<Kind, string> = {
  text: '@',
  link: '@',
  id: '0',
  count: '#,##0',
  share: '0.0%',
  ratio: '0.00',
  money: '#,##0.00',
  days: '0.0',
  hours: '0.0',
  date: 'yyyy-mm-dd',
  time: 'yyyy-mm-dd hh:mm',
}
const CODES = [...new Set(Object.values(FORMATS))]

const WIDTHS: Partial<Record<Kind, number>> = { date: 12, time: 17, money: 14 }

type XlsxWords = {
  /** the name of the tab with the notes */
  notes: string
  /** the note that a table is cut after so many rows */
  cut?: (rows: number) => string
}

/** A sheet as a workbook: the table, and a second tab with the notes. Nothing in it is a formula. */
export async function xlsxOf(sheet: Sheet, notes: string): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of xlsxParts(sheet, { notes })) parts.push(part)
  return Buffer.concat(parts)
}

/** The same in pieces, as its rows are read: a workbook of a million rows takes no more memory than one of ten. */
export function xlsxParts(sheet: Sheet, words: XlsxWords): AsyncGenerator<Uint8Array> {
  const name = tabName(sheet.name)
  const names = [name, tabName(words.notes === name ? `${words.notes} 2` : words.notes)]
  const notes = [...sheet.notes]
  return zipParts([
    { name: '[Content_Types].xml', content: [CONTENT_TYPES] },
    { name: '_rels/.rels', content: [RELATIONS] },
    { name: 'xl/workbook.xml', content: [workbookXml(names)] },
    { name: 'xl/_rels/workbook.xml.rels', content: [WORKBOOK_RELATIONS] },
    { name: 'xl/styles.xml', content: [STYLES] },
    {
      name: 'xl/worksheets/sheet1.xml',
      content: tableXml(sheet, (rows) => words.cut && notes.push(words.cut(rows))),
    },
    // after the table, whose end may have a note of its own
    { name: 'xl/worksheets/sheet2.xml', content: notesXml(notes) },
  ] satisfies ZipEntry[])
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

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const CONTENT_TYPES = `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="${TYPE}.worksheet+xml"/></Types>`
const RELATIONS = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`
const WORKBOOK_RELATIONS = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`

/** Style 0 is plain; then one for each format; then the two of a header, words to the left and numbers to the right. */
const HEADER = CODES.length + 1
const WRAPPED = CODES.length + 3
const STYLES = stylesXml()

function stylesXml(): string {
  const own = 164
  const numFmts = CODES.map(
    (code, index) => `<numFmt numFmtId="${own + index}" formatCode="${escaped(code)}"/>`,
  )
  const text = own + CODES.indexOf(FORMATS.text)
  const cell = (format: number, more = '') =>
    `<xf numFmtId="${format}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"${more ? ` applyAlignment="1">${more}</xf>` : '/>'}`
  const header = (side: string) =>
    `<xf numFmtId="${text}" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment horizontal="${side}" wrapText="1"/></xf>`
  const styles = [
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
    ...CODES.map((_, index) => cell(own + index)),
    header('left'),
    header('right'),
    cell(text, '<alignment wrapText="1"/>'),
  ]
  return `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="${CODES.length}">${numFmts.join('')}</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${styles.length}">${styles.join('')}</cellXfs></styleSheet>`
}

function workbookXml(names: readonly string[]): string {
  const sheets = names.map(
    (name, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  )
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.join('')}</sheets></workbook>`
}

async function* tableXml(sheet: Sheet, cut: (rows: number) => void): AsyncGenerator<string> {
  const columns = sheet.columns.map(
    (column, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${widthOf(column, sheet)}" customWidth="1"/>`,
  )
  const header = sheet.columns.map(({ header, kind }, index) =>
    textCell(header, `${letters(index)}1`, HEADER + (kind === 'text' || kind === 'link' ? 0 : 1)),
  )
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns.join('')}</cols><sheetData><row r="1">${header.join('')}</row>`
  let row = 1
  const places = sheet.columns.map((_, index) => letters(index))
  for await (const rows of batchesOf(sheet)) {
    const fitting = rows.slice(0, MAX_SHEET_ROWS - row + 1)
    yield fitting.map((each) => rowXml(each, ++row, sheet.columns, places)).join('')
    if (fitting.length < rows.length) {
      cut(MAX_SHEET_ROWS)
      break
    }
  }
  yield `</sheetData><pageSetup orientation="landscape"/></worksheet>`
}

async function* batchesOf(sheet: Sheet): AsyncGenerator<readonly Row[]> {
  yield sheet.rows
  yield* sheet.more ?? []
}

function rowXml(row: Row, number: number, columns: Sheet['columns'], places: readonly string[]): string {
  const cells = columns.map((column, index) => excelCell(cellOf(column, row), `${places[index]}${number}`))
  return `<row r="${number}">${cells.join('')}</row>`
}

function* notesXml(notes: readonly string[]): Generator<string> {
  yield `${XML}<worksheet xmlns="${MAIN}"><cols><col min="1" max="1" width="110" customWidth="1"/></cols><sheetData>`
  yield notes
    .map((note, index) => `<row r="${index + 1}">${textCell(note, `A${index + 1}`, WRAPPED)}</row>`)
    .join('')
  yield '</sheetData></worksheet>'
}

function excelCell({ value, kind }: OwnKind, place: string): string {
  if (value === null || value === '') return ''
  const style = CODES.indexOf(FORMATS[kind]) + 1
  if (kind === 'text' || kind === 'link') return textCell(String(value), place, style)
  const number = kind === 'date' || kind === 'time' ? dayNumber(String(value), kind) : Number(value)
  if (!Number.isFinite(number)) return textCell(String(value), place, CODES.indexOf(FORMATS.text) + 1)
  return `<c r="${place}" s="${style}"><v>${number}</v></c>`
}

const DAY_MS = 86_400_000
const EPOCH = 25_569

/** Days since the one before 1900, as Excel counts them. */
function dayNumber(value: string, kind: 'date' | 'time'): number {
  return Date.parse(kind === 'date' ? `${value}T00:00:00Z` : `${value}Z`) / DAY_MS + EPOCH
}

/** Text and nothing else, whatever it begins with. */
function textCell(content: string, place: string, style: number): string {
  const text = content.slice(0, MAX_TEXT).replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`
}

/** What XML cannot hold is left out; an end of a line is kept as it is, which a parser would otherwise change. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/(?![\t\n\r])[\p{Cc}\uFFFE\uFFFF]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '_x000D_')
}

function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last
}

function widthOf({ key, header, kind }: Sheet['columns'][number], { rows, more }: Sheet): number {
  const fixed = WIDTHS[kind]
  const words = Math.max(...header.split(/\s+/).map((word) => word.length)) + 2
  if (fixed) return Math.max(fixed, words)
  if (kind !== 'text' && kind !== 'link') return Math.max(10, words)
  if (more && rows.length === 0) return Math.max(22, words)
  const longest = rows.slice(0, 200).reduce((most, row) => {
    const cell = row[key]
    return Math.max(most, typeof cell === 'string' ? cell.length : 0)
  }, 0)
  return Math.min(60, Math.max(14, words, longest + 2))
}

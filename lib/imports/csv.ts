import { beforeFormulaGuard } from '@/lib/platform/sheet/formula'
import { type Chunks, decode, detectEncoding, type Encoding } from './encoding'
import { UnreadableFile } from './unreadable-file'

/**
 * CSV as people's programs write it, read as a stream.
 *
 * Not Papa Parse, which the tests hold this reader to on well-formed files: there an unclosed quote swallows the rest
 * of the file (and is scanned again with every chunk). Here a line with broken quotes is one refused row, and reading
 * goes on with the next line. A row is never repaired by guessing: it is refused, with its reason, as it came.
 */

export const DELIMITERS = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof DELIMITERS)[number]

export const MAX_COLUMNS = 1000
export const MAX_CELL = 100_000
/** How far the end of a cell, of a record is looked for. Measured in the text, so no result depends on its pieces. */
const CELL_REACH = 1_000_000
export const RECORD_REACH = 5_000_000

/** Why a row cannot be read. */
export type RecordProblemCode =
  | 'bad_quotes'
  | 'unclosed_quote'
  | 'too_few_cells'
  | 'too_many_cells'
  | 'cell_too_long'

const SAMPLE = 256 * 1024
const SAMPLE_RECORDS = 500

/**
 * The delimiter that cuts the sample into the most even rows. Where several do, a comma is the least likely: it also
 * occurs in prices and sentences. What stands above `headerRow` is not looked at; where none is told, a title above the
 * table is passed over if the rows below agree without it.
 */
export function detectDelimiter(sample: string, isWholeFile = true, headerRow = 1): Delimiter {
  return declaredDelimiter(sample) ?? evenestDelimiter(sample, isWholeFile, headerRow)?.delimiter ?? ','
}

type Evenness = {
  delimiter: Delimiter
  even: number
  columns: number
  counts: readonly number[]
  start: number
}

function evenestDelimiter(
  sample: string,
  isWholeFile: boolean,
  headerRow: number,
  mayHaveTitle = headerRow === 1,
): Evenness | null {
  let best: Evenness | null = null
  let below: Evenness | null = null
  for (const delimiter of ['\t', ';', '|', ','] as const) {
    const counts = firstRecords(sample, delimiter, isWholeFile)
      .slice(headerRow - 1)
      .filter((record) => !isBlank(record))
      .map(({ cells }) => cells.length)
    best = evener(best, { delimiter, ...evenness(counts, 0, counts[0] ?? 1) })
    if (!mayHaveTitle) continue
    const usual = mostFrequent(counts)
    const start = counts.indexOf(usual)
    if (start > 0 && start < MAX_TITLES)
      below = evener(below, { delimiter, ...evenness(counts, start, usual) })
  }
  if (!below || below.even <= 0.9) return best
  return !best || below.even > best.even + 0.1 || cutsTheHeader(below, best) ? below : best
}

/** More rows than that are no title. */
const MAX_TITLES = 50

/** A title with a comma above prices with a comma is as even, but for the header between them. */
function cutsTheHeader(below: Evenness, best: Evenness): boolean {
  const isAsEven = below.even > best.even - 0.02 && below.columns > best.columns
  return isAsEven && best.counts[below.start] !== best.columns
}

function evenness(counts: readonly number[], start: number, columns: number): Omit<Evenness, 'delimiter'> {
  const rows = counts.length - start
  const even = counts.filter((count, at) => at >= start && count === columns).length / rows
  return { columns, even, counts, start }
}

function evener(best: Evenness | null, next: Evenness): Evenness | null {
  if (next.columns < 2) return best
  if (!best || next.even > best.even + 0.02) return next
  return next.even > best.even - 0.02 && next.columns > best.columns ? next : best
}

function mostFrequent(counts: readonly number[]): number {
  const times = new Map<number, number>()
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1)
  return [...times].reduce((most, next) => (next[1] > most[1] ? next : most), [1, 0])[0]
}

/** The first records of a sample, as they are; the last one only if the sample is all there is. */
function firstRecords(sample: string, delimiter: Delimiter, isWholeFile: boolean): ParsedRecord[] {
  const parser = new CsvParser(delimiter)
  const records = parser.push(sample)
  const rest = isWholeFile || records.length === 0 ? parser.end() : []
  return [...records, ...rest].slice(0, SAMPLE_RECORDS)
}

/**
 * Is each line one quoted cell that holds the line as it was before? Some programs export a table of one column that way,
 * and people save such a table once more.
 */
function detectWrapped(sample: string, isWholeFile: boolean, told: Delimiter | undefined): Delimiter | null {
  if (!sample.trimStart().startsWith('"')) return null
  const lines = firstRecords(sample, '\t', isWholeFile).filter((record) => !isBlank(record))
  if (lines.some(({ cells, problem }) => problem !== null || cells.length !== 1)) return null
  const inside = `${lines.map(({ cells }) => cells[0]).join('\n')}\n`
  const found = evenestDelimiter(inside, true, 1, false)
  return found && found.even > 0.98 && (told ?? found.delimiter) === found.delimiter ? found.delimiter : null
}

/** Excel's own first line: `sep=;`. */
function declaredDelimiter(text: string): Delimiter | null {
  const match = /^sep=(.)\r?\n/i.exec(text)
  return DELIMITERS.find((delimiter) => delimiter === match?.[1]) ?? null
}

export type ParsedRecord = { cells: string[]; line: number; problem: RecordProblemCode | null }

/** Cuts text into records. Lines end with LF, CRLF or, where the first line does so, CR. */
export class CsvParser {
  private text = ''
  /** where the next record begins in `text`, and its line in the file */
  private start = 0
  private line = 1
  /** what of that record has been read, and how far: a long record is not read anew with every piece */
  private cells: string[] = []
  private at = 0
  private newline: '\n' | '\r' | null = null
  // The next places of the two characters; searched again only when passed, or else a long line would cost its square.
  private delimiterAt = -1
  private newlineAt = -1

  constructor(private readonly delimiter: Delimiter) {}

  /** The records that are complete with this piece. */
  push(piece: string): ParsedRecord[] {
    this.text = this.text.slice(this.start) + piece
    this.at -= this.start
    this.start = 0
    return this.records(false)
  }

  /** The record that the end of the file completes. */
  end(): ParsedRecord[] {
    return this.records(true)
  }

  private records(isEnd: boolean): ParsedRecord[] {
    this.newline ??= firstNewline(this.text, isEnd)
    if (this.newline === null && !isEnd) {
      if (this.text.length > CELL_REACH) throw new UnreadableFile('line_too_long', { line: 1 })
      return []
    }
    this.delimiterAt = -1
    this.newlineAt = -1
    const records: ParsedRecord[] = []
    while (this.start < this.text.length) {
      const record = this.next(isEnd)
      if (!record) break
      records.push(record)
    }
    return records
  }

  /** The record at `start`, null when it is not all there. */
  private next(isEnd: boolean): ParsedRecord | null {
    const { text, delimiter } = this
    for (;;) {
      let { at } = this
      let cell: string
      if (text[at] === '"') {
        const closing = this.closingQuote(at)
        const isOutOfReach = (closing === -1 ? text.length : closing) - at > CELL_REACH
        if (isOutOfReach || (closing === -1 && isEnd)) return this.broken('unclosed_quote', isEnd)
        if (closing === -1 || (closing === text.length - 1 && !isEnd)) return null
        cell = text.slice(at + 1, closing)
        if (cell.includes('"')) cell = cell.replaceAll('""', '"')
        at = closing + 1
        while ((text[at] === ' ' || text[at] === '\t') && text[at] !== delimiter) at++
        if (at >= text.length && !isEnd) return null
        const isCrlf = text[at] === '\r' && this.newline === '\n'
        if (isCrlf && at + 1 >= text.length && !isEnd) return null
        if (isCrlf && (text[at + 1] === '\n' || at + 1 >= text.length)) at++
        if (at < text.length && text[at] !== delimiter && text[at] !== this.newline)
          return this.broken('bad_quotes', isEnd)
      } else {
        const end = this.cellEnd(at)
        if (end - at > CELL_REACH) throw new UnreadableFile('line_too_long', { line: this.line })
        if (end === text.length && !isEnd) return null
        const isCrlf = this.newline === '\n' && text[end] !== delimiter && text[end - 1] === '\r' && end > at
        cell = text.slice(at, isCrlf ? end - 1 : end)
        at = end
      }
      this.cells.push(cell)
      if (at - this.start > RECORD_REACH) throw new UnreadableFile('line_too_long', { line: this.line })
      if (at < text.length && text[at] === delimiter) {
        this.at = at + 1
        continue
      }
      const isTooLong = at - this.start > MAX_CELL && this.cells.some((some) => some.length > MAX_CELL)
      return this.finish(this.cells, at, isTooLong ? 'cell_too_long' : null)
    }
  }

  private closingQuote(opening: number): number {
    let at = opening + 1
    for (;;) {
      const quote = this.text.indexOf('"', at)
      if (quote === -1 || this.text[quote + 1] !== '"') return quote
      at = quote + 2
    }
  }

  private cellEnd(at: number): number {
    if (this.delimiterAt < at) this.delimiterAt = indexOrEnd(this.text, this.delimiter, at)
    return Math.min(this.delimiterAt, this.lineEnd(at))
  }

  private lineEnd(at: number): number {
    if (this.newline === null) return this.text.length
    if (this.newlineAt < at) this.newlineAt = indexOrEnd(this.text, this.newline, at)
    return this.newlineAt
  }

  /** The first line alone, cut at its delimiters whatever the quotes: joined again it is the line as it came. */
  private broken(problem: RecordProblemCode, isEnd: boolean): ParsedRecord | null {
    this.newlineAt = -1
    const end = this.lineEnd(this.start)
    if (end - this.start > RECORD_REACH) throw new UnreadableFile('line_too_long', { line: this.line })
    if (end === this.text.length && !isEnd) return null
    const content = this.text.slice(this.start, end)
    const cells = (this.newline === '\n' ? content.replace(/\r$/, '') : content).split(this.delimiter)
    this.delimiterAt = -1
    return this.finish(cells, end, problem)
  }

  /** The record whose line ends at `end`; the next begins after that. */
  private finish(cells: string[], end: number, problem: RecordProblemCode | null): ParsedRecord {
    // What our own exports put before a formula to make it text (lib/platform/sheet/formula) is no part of the text.
    const record: ParsedRecord = { cells: cells.map(beforeFormulaGuard), line: this.line, problem }
    const next = Math.min(end + 1, this.text.length)
    if (this.newline !== null) {
      let at = this.text.indexOf(this.newline, this.start)
      while (at !== -1 && at < next) {
        this.line++
        at = at + 1 < next ? this.text.indexOf(this.newline, at + 1) : -1
      }
    }
    this.start = next
    this.at = next
    this.cells = []
    return record
  }
}

/** How the first line ends, outside of quotes; null when that is not to be seen yet. */
function firstNewline(text: string, isEnd: boolean): '\n' | '\r' | null {
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '"') isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (character === '\n') return '\n'
    else if (character === '\r') {
      if (at + 1 < text.length) return text[at + 1] === '\n' ? '\n' : '\r'
      return isEnd ? '\r' : null
    }
  }
  return isQuoted && (isEnd || text.length > CELL_REACH) ? '\n' : null
}

function indexOrEnd(text: string, character: string, from: number): number {
  const index = text.indexOf(character, from)
  return index === -1 ? text.length : index
}

/**
 * The columns' names, unique: blanks around and in them folded; of equal names each gets its number, "Phone (1)" and
 * "Phone (2)"; a nameless column is called by its place, "(3)".
 */
export function columnNames(header: readonly string[]): string[] {
  if (header.length > MAX_COLUMNS) throw new UnreadableFile('too_many_columns', { columns: header.length })
  const names = header.map(columnName)
  if (names.every((name) => name === '')) throw new UnreadableFile('no_header')
  const taken = new Set(names)
  const seen = new Map<string, number>()
  return names.map((name, index) => {
    if (name !== '' && names.indexOf(name) === names.lastIndexOf(name)) return name
    let number = name === '' ? index + 1 : (seen.get(name) ?? 0) + 1
    let unique = `${name} (${number})`.trim()
    while (taken.has(unique)) unique = `${name} (${++number})`.trim()
    seen.set(name, number)
    taken.add(unique)
    return unique
  })
}

/** A longer name is the beginning of a text: the file is no table, or it is read with the wrong delimiter. */
const MAX_NAME = 500

export function columnName(text: string): string {
  const name = text.normalize('NFC').replace(/\s+/g, ' ').trim()
  return name.length > MAX_NAME ? name.slice(0, MAX_NAME).toWellFormed().trim() : name
}

export type CsvFormat = {
  encoding: Encoding
  delimiter: Delimiter
  /** each line is one quoted cell, in which the cells are */
  wrapped?: boolean
}

/** What the file is written in: as told, else as found. `open` starts reading it from its beginning, each time. */
export async function detectFormat(
  open: () => Chunks<Uint8Array>,
  told: Partial<CsvFormat> & { headerRow?: number } = {},
): Promise<CsvFormat> {
  const encoding = told.encoding ?? (await detectEncoding(open()))
  if (told.delimiter && told.wrapped !== undefined)
    return { encoding, delimiter: told.delimiter, wrapped: told.wrapped }
  const { sample, isWholeFile } = await sampleOf(decode(open(), encoding))
  return { encoding, ...detectCut(sample, isWholeFile, told) }
}

/** How the lines of a sample are cut into cells. */
export function detectCut(
  sample: string,
  isWholeFile: boolean,
  told: { delimiter?: Delimiter; headerRow?: number } = {},
): { delimiter: Delimiter; wrapped: boolean } {
  const wrapped = detectWrapped(sample, isWholeFile, told.delimiter)
  const delimiter = wrapped ?? told.delimiter ?? detectDelimiter(sample, isWholeFile, told.headerRow)
  return { delimiter, wrapped: wrapped !== null }
}

async function sampleOf(texts: AsyncIterable<string>): Promise<{ sample: string; isWholeFile: boolean }> {
  let sample = ''
  for await (const text of texts) {
    sample += text
    if (sample.length >= SAMPLE) return { sample, isWholeFile: false }
  }
  return { sample, isWholeFile: true }
}

/** `row` counts the data records from 1; `line` is where it begins in the file. A row without a problem fits the header. */
export type CsvRecord = { row: number; line: number; cells: string[]; problem: RecordProblemCode | null }

/**
 * The header and then the records, in batches of some hundred, or of some that are long. The header is the record `headerRow`,
 * counting all from 1; left out, it is the first that is not empty. What is above it is no data. Empty lines are no
 * records, except in a file of one column, where they are empty cells.
 */
export async function readCsv(
  chunks: Chunks<Uint8Array>,
  format: CsvFormat,
  headerRow?: number,
): Promise<{ header: string[]; batches: AsyncGenerator<CsvRecord[]> }> {
  const parsed = parse(decode(chunks, format.encoding), format)
  let pending: ParsedRecord[] = []
  let header: string[] | null = null
  let above = 0
  while (header === null) {
    const next = await parsed.next()
    if (next.done) throw new UnreadableFile(headerRow && above > 0 ? 'no_header' : 'empty_file')
    for (const [index, record] of next.value.entries()) {
      above++
      if (headerRow ? above < headerRow : isBlank(record) || isSeparatorLine(record)) continue
      header = columnNames(record.cells)
      pending = next.value.slice(index + 1)
      break
    }
  }
  return { header, batches: fitted(header.length, pending, parsed) }
}

/** Where short rows are enough for a batch, and where long ones are. */
const BATCH_RECORDS = 500
const BATCH_TEXT = 1024 * 1024

async function* parse(
  texts: AsyncIterable<string>,
  { delimiter, wrapped = false }: CsvFormat,
): AsyncGenerator<ParsedRecord[]> {
  const parser = new CsvParser(delimiter)
  const unwrap = (records: ParsedRecord[]) =>
    wrapped ? records.map((record) => unwrapped(record, delimiter)) : records
  let ready: ParsedRecord[] = []
  // The header does not wait for the rows after it.
  let size = BATCH_TEXT
  for await (const text of texts) {
    for (const record of parser.push(text)) ready.push(record)
    size += text.length
    if (ready.length === 0 || (ready.length < BATCH_RECORDS && size < BATCH_TEXT)) continue
    yield unwrap(ready)
    ready = []
    size = 0
  }
  for (const record of parser.end()) ready.push(record)
  if (ready.length > 0) yield unwrap(ready)
}

/** A record whose only cell is a line of its own. */
export function unwrapped(record: ParsedRecord, delimiter: Delimiter): ParsedRecord {
  const [line, ...more] = record.cells
  if (line === undefined || line === '' || more.length > 0 || record.problem) return record
  const parser = new CsvParser(delimiter)
  const [inside, ...others] = [...parser.push(line), ...parser.end()]
  return inside && others.length === 0
    ? { ...inside, line: record.line }
    : { ...record, problem: 'bad_quotes' }
}

async function* fitted(
  columns: number,
  first: ParsedRecord[],
  rest: AsyncGenerator<ParsedRecord[]>,
): AsyncGenerator<CsvRecord[]> {
  const fitting = rowFitter(columns)
  const batch = fitting(first)
  if (batch.length > 0) yield batch
  for await (const records of rest) {
    const next = fitting(records)
    if (next.length > 0) yield next
  }
}

/** Numbers the records below a header of so many columns, and says which of them do not fit it. */
export function rowFitter(columns: number): (records: readonly ParsedRecord[]) => CsvRecord[] {
  let row = 0
  return (records) => {
    const batch: CsvRecord[] = []
    for (const record of records) {
      if (columns > 1 && isBlank(record)) continue
      let { cells } = record
      // Empty cells beyond the header are only delimiters too many.
      if (cells.length > columns && cells.slice(columns).every((cell) => cell.trim() === ''))
        cells = cells.slice(0, columns)
      const fits =
        cells.length === columns ? null : cells.length < columns ? 'too_few_cells' : 'too_many_cells'
      batch.push({ row: ++row, line: record.line, cells, problem: record.problem ?? fits })
    }
    return batch
  }
}

function isBlank({ cells, problem }: ParsedRecord): boolean {
  return problem === null && cells.length === 1 && cells[0] === ''
}

export function isSeparatorLine({ cells, line }: ParsedRecord): boolean {
  return line === 1 && /^sep=.?$/i.test(cells[0] ?? '') && cells.slice(1).every((cell) => cell === '')
}

/** Records as CSV, for a file that goes back to where it came from. */
export function writeCsv(records: readonly (readonly string[])[], delimiter: Delimiter): string {
  // A single empty cell in quotes, or it would be no line at all.
  const line = (cells: readonly string[]) =>
    cells.length === 1 && cells[0] === ''
      ? '""'
      : cells.map((cell) => quoted(cell, delimiter)).join(delimiter)
  return records.map((cells) => `${line(cells)}\r\n`).join('')
}

function quoted(cell: string, delimiter: Delimiter): string {
  const needsQuotes = /["\r\n]|^\s|\s$/.test(cell) || cell.includes(delimiter)
  return needsQuotes ? `"${cell.replaceAll('"', '""')}"` : cell
}

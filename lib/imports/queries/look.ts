import type { Actor } from '@/lib/platform/actor'
import { type Database, db, sql } from '@/lib/platform/db/sql'
import { fail, ok, type Result } from '@/lib/platform/result'
import { PIECE, piecesOf } from '../commands/pieces'
import { chooseSheet } from '../commands/sheet-table'
import type { TableWish } from '../commands/table'
import { openKeptWorkbook } from '../commands/workbook-source'
import { CsvParser, detectCut, type ParsedRecord, unwrapped } from '../csv'
import { decode, detectEncoding } from '../encoding'
import { type FileLook, LOOK_ROWS, lookAtRows, problemOf } from '../look'
import { canImport } from '../policy'
import { SheetRows } from '../sheet-rows'
import { UnreadableFile } from '../unreadable-file'
import { readSheet, readStrings, type Workbook, type WorkbookSheet } from '../workbook'

/** How a file is cut is seen in so many characters; its rows are looked for in so many pieces, at most. */
const SAMPLE = 256 * 1024
const MOST_PIECES = 8
const BITE = 16 * 1024

/**
 * The beginning of an import's file, read as wished, else as found. What the file is too broken for is said in the look,
 * which then still tells what to change. Only the beginning is read, whatever the size. FORBIDDEN, NOT_FOUND.
 */
export async function lookAtFile(actor: Actor, importId: number, wish: TableWish): Promise<Result<FileLook>> {
  if (!canImport(actor)) return fail('FORBIDDEN')
  const look = await lookAtImport(db, importId, wish)
  return look ? ok(look) : fail('NOT_FOUND')
}

type Kept = { id: number; type: 'csv' | 'xlsx'; size: number }

async function lookAtImport(on: Database, importId: number, wish: TableWish): Promise<FileLook | undefined> {
  const kept = await on.one<Kept>(sql`
    select id, file_type as type, file_size::float8 as size from import_run
    where id = ${importId} and file_size > 0
      and exists (select from import_chunk where import_id = ${importId} and position = 0)`)
  if (!kept) return undefined
  return kept.type === 'xlsx' ? await lookAtWorkbook(on, kept, wish) : await lookAtText(on, kept, wish)
}

async function lookAtText(on: Database, { id, size }: Kept, wish: TableWish): Promise<FileLook> {
  const look: FileLook = {
    type: 'csv',
    sheets: [],
    sheet: null,
    encoding: wish.encoding ?? null,
    delimiter: wish.delimiter ?? null,
    ...NOTHING_SEEN,
    headerRow: wish.headerRow ?? 1,
  }
  try {
    const encoding =
      wish.encoding ?? (await detectEncoding(first(1, piecesOf(on, id, 'file')), size <= PIECE))
    look.encoding = encoding
    const rows: ParsedRecord[] = []
    let cut: ReturnType<typeof detectCut> | undefined
    let parser: CsvParser | undefined
    for await (const text of decode(
      first(MOST_PIECES, piecesOf(on, id, 'file')),
      encoding,
      size <= MOST_PIECES * PIECE,
    )) {
      cut ??= detectCut(text.slice(0, SAMPLE), size <= PIECE && text.length <= SAMPLE, wish)
      look.delimiter = cut.delimiter
      parser ??= new CsvParser(cut.delimiter)
      // in small bites: a piece may hold half a million rows, of which some hundred are wanted
      for (let at = 0; at < text.length && rows.length < LOOK_ROWS; at += BITE)
        for (const record of parser.push(text.slice(at, at + BITE))) rows.push(record)
      if (rows.length >= LOOK_ROWS) break
    }
    if (parser && rows.length < LOOK_ROWS && size <= MOST_PIECES * PIECE)
      for (const record of parser.end()) rows.push(record)
    const seen = rows.slice(0, LOOK_ROWS)
    const { wrapped = false, delimiter = ',' } = cut ?? {}
    const told = wrapped ? seen.map((record) => unwrapped(record, delimiter)) : seen
    return { ...look, ...lookAtRows(told, { ...wish, wrapped }) }
  } catch (error) {
    return { ...look, problem: problemOf(error) }
  }
}

async function* first<T>(most: number, all: AsyncIterable<T>): AsyncGenerator<T> {
  let count = 0
  for await (const one of all) {
    yield one
    if (++count === most) return
  }
}

/** The rows of a workbook's sheet; the strings they name stand somewhere else, and only those are looked for. */
async function lookAtWorkbook(on: Database, { id, size }: Kept, wish: TableWish): Promise<FileLook> {
  const look: FileLook = {
    type: 'xlsx',
    sheets: [],
    sheet: wish.sheet ?? null,
    encoding: null,
    delimiter: null,
    ...NOTHING_SEEN,
    headerRow: wish.headerRow ?? 1,
  }
  try {
    const workbook = await openKeptWorkbook(on, id, size)
    look.sheets = workbook.sheets.map(({ name, hidden }) => ({ name, hidden }))
    const sheet = await chooseSheet(workbook, wish.sheet)
    look.sheet = sheet.name
    const rows = await firstRowsOf(workbook, sheet)
    return { ...look, ...lookAtRows(rows, wish) }
  } catch (error) {
    return { ...look, problem: problemOf(error) }
  }
}

async function firstRowsOf(workbook: Workbook, sheet: WorkbookSheet): Promise<ParsedRecord[]> {
  // No text of a sheet begins with NUL, so a string that is still to be found cannot be taken for one that was.
  const wanted = new Map<string, string>()
  const later = (index: number) => {
    const place = `\u0000${index}`
    wanted.set(place, '')
    return place
  }
  const table = new SheetRows()
  const rows: string[][] = []
  for await (const batch of readSheet(workbook, sheet, later)) {
    for (const row of batch) rows.push(...table.next(row))
    if (rows.length >= LOOK_ROWS) break
  }
  let index = 0
  let left = wanted.size
  let room = MOST_CHARACTERS
  for await (const batch of readStrings(workbook)) {
    for (const text of batch) {
      const place = `\u0000${index++}`
      if (!wanted.has(place)) continue
      if (text.length <= room) wanted.set(place, text)
      room -= text.length
      left--
    }
    if (left === 0) break
  }
  return upTo(
    MOST_CHARACTERS,
    rows.slice(0, LOOK_ROWS).map((cells) => cells.map((cell) => wanted.get(cell) ?? cell)),
  ).map((cells, at) => ({ cells, line: at + 1, problem: null }))
}

/** As much as is looked at of other files. Very many cells may name one and the same long text. */
const MOST_CHARACTERS = MOST_PIECES * PIECE

function upTo(most: number, rows: readonly string[][]): string[][] {
  let length = 0
  const end = rows.findIndex((cells) => {
    length += cells.reduce((sum, cell) => sum + cell.length, 0)
    return length > most
  })
  if (end === 0) throw new UnreadableFile('line_too_long', { line: 1 })
  return rows.slice(0, end === -1 ? rows.length : end)
}

const NOTHING_SEEN = {
  headerRow: 1,
  proposedHeaderRow: 1,
  above: [],
  columns: [],
  records: [],
  warnings: [],
  problem: null,
}

import type { Actor } from '@/lib/platform/actor'
import { type Database, db, sql } from '@/lib/platform/db/sql'
import { fail, ok, type Result } from '@/lib/platform/result'
import { fileBytes, PIECE } from '../commands/pieces'
import type { TableWish } from '../commands/table'
import { CsvParser, detectCut, type ParsedRecord, unwrapped } from '../csv'
import { decode, detectEncoding } from '../encoding'
import { type FileLook, LOOK_ROWS, lookAtRows, problemOf } from '../look'
import { canImport } from '../policy'

/** How a file is cut is seen in so many characters; its rows are looked for in so many pieces, at most. */
const SAMPLE = 256 * 1024
const MOST_PIECES = 8

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
  return await lookAtText(on, kept, wish)
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
    const encoding = wish.encoding ?? (await detectEncoding(fileBytes(on, id, 1), size <= PIECE))
    look.encoding = encoding
    const rows: ParsedRecord[] = []
    let cut: ReturnType<typeof detectCut> | undefined
    let parser: CsvParser | undefined
    for await (const text of decode(fileBytes(on, id, MOST_PIECES), encoding, size <= MOST_PIECES * PIECE)) {
      cut ??= detectCut(text.slice(0, SAMPLE), size <= PIECE && text.length <= SAMPLE, wish)
      look.delimiter = cut.delimiter
      parser ??= new CsvParser(cut.delimiter)
      rows.push(...parser.push(text))
      if (rows.length >= LOOK_ROWS) break
    }
    if (parser && rows.length < LOOK_ROWS && size <= MOST_PIECES * PIECE) rows.push(...parser.end())
    const first = rows.slice(0, LOOK_ROWS)
    const { wrapped = false, delimiter = ',' } = cut ?? {}
    const told = wrapped ? first.map((record) => unwrapped(record, delimiter)) : first
    return { ...look, ...lookAtRows(told, { ...wish, wrapped }) }
  } catch (error) {
    return { ...look, problem: problemOf(error) }
  }
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

import { pool } from '@/lib/platform/db/pool'
import { db, sql } from '@/lib/platform/db/sql'
import { linesOf, SheetRows } from '../sheet-rows'
import { isTableLike } from '../table-like'
import { UnreadableFile } from '../unreadable-file'
import { readSheet, readStrings, type Workbook, type WorkbookSheet } from '../workbook'
import { PIECE } from './pieces'
import { SharedStrings } from './shared-strings'
import { openKeptWorkbook } from './workbook-source'

const LOCK_SPACE = 53
const MAX_TABLE = 1024 ** 3

/**
 * Makes sure that the sheet of a workbook stands written out as CSV (UTF-8, commas) in the part `table`. Without a name it
 * is the one that `chooseSheet` proposes. A lock lets one worker write; what a crash left half written is
 * written anew. UnreadableFile.
 */
export async function writeSheetTable(
  importId: number,
  size: number,
  wished: string | undefined,
): Promise<void> {
  const holder = await pool().connect()
  try {
    await holder.query('select pg_advisory_lock($1, $2)', [LOCK_SPACE, importId])
    try {
      const written = await db.one<{ sheet: string | null }>(
        sql`select table_sheet as sheet from import_run where id = ${importId}`,
      )
      const hasIt = wished === undefined ? written?.sheet != null : written?.sheet === wished
      if (!hasIt) await write(importId, size, wished)
    } finally {
      await holder.query('select pg_advisory_unlock($1, $2)', [LOCK_SPACE, importId])
    }
  } finally {
    holder.release()
  }
}

async function write(importId: number, size: number, wished: string | undefined): Promise<void> {
  const workbook = await openKeptWorkbook(db, importId, size)
  const strings = new SharedStrings()
  try {
    for await (const batch of readStrings(workbook)) for (const text of batch) strings.add(text)
    const stringAt = (index: number) => strings.at(index)
    const sheet = await chooseSheet(workbook, wished)
    await db.run(sql`update import_run set table_sheet = null where id = ${importId}`)
    await db.run(sql`delete from import_chunk where import_id = ${importId} and part = 'table'`)
    const pieces = new TablePieces(importId)
    const table = new SheetRows()
    for await (const batch of readSheet(workbook, sheet, stringAt)) {
      await pieces.write(batch.map((row) => linesOf(table.next(row))).join(''))
    }
    await pieces.end()
    await db.run(sql`update import_run set table_sheet = ${wished ?? sheet.name} where id = ${importId}`)
  } finally {
    strings.close()
  }
}

/** All sheets together are looked at so far beyond the first rows of one, in bites of a stream (8 KB each). */
const MOST_BITES = 256

/**
 * The named sheet, else the first in sight that looks like a table, else the first that has rows; hidden ones come last.
 * Only the beginnings are read.
 */
export async function chooseSheet(workbook: Workbook, wished: string | undefined): Promise<WorkbookSheet> {
  if (workbook.sheets.length === 0) throw new UnreadableFile('no_sheet')
  if (wished !== undefined) {
    const named = workbook.sheets.find(({ name }) => name === wished)
    if (!named) throw new UnreadableFile('unknown_sheet', { sheet: wished })
    return named
  }
  const seen = new Set<string>()
  let left = MOST_BITES
  for (const isHidden of [false, true]) {
    let withRows: WorkbookSheet | undefined
    for (const sheet of workbook.sheets) {
      // a thousand sheets may be one and the same part
      if (sheet.hidden !== isHidden || seen.has(sheet.part)) continue
      seen.add(sheet.part)
      const rows: string[][] = []
      try {
        for await (const batch of readSheet(workbook, sheet, () => 'x')) {
          for (const { cells } of batch) rows.push(cells)
          if (isTableLike(rows)) return sheet
          if (rows.length > 0) withRows ??= sheet
          if (withRows && left-- <= 0) return withRows
        }
      } catch (error) {
        // a damaged sheet further on takes nothing from the one that can be read
        if (!withRows || withRows === sheet || !(error instanceof UnreadableFile)) throw error
      }
    }
    if (withRows) return withRows
  }
  throw new UnreadableFile('no_sheet')
}

/** Gathers text into pieces; characters may be cut between them, as in any file. */
class TablePieces {
  private readonly piece = Buffer.allocUnsafe(PIECE)
  private filled = 0
  private position = 0

  constructor(private readonly importId: number) {}

  async write(text: string): Promise<void> {
    const bytes = Buffer.from(text, 'utf8')
    for (let at = 0; at < bytes.length; ) {
      const copied = bytes.copy(this.piece, this.filled, at)
      at += copied
      this.filled += copied
      if (this.filled === PIECE) await this.put()
    }
  }

  async end(): Promise<void> {
    if (this.filled > 0 || this.position === 0) await this.put()
  }

  private async put(): Promise<void> {
    if (this.position * PIECE > MAX_TABLE) throw new UnreadableFile('workbook_too_large')
    await db.run(sql`
      insert into import_chunk (import_id, part, position, bytes)
      values (${this.importId}, 'table', ${this.position++}, ${this.piece.subarray(0, this.filled)})`)
    this.filled = 0
  }
}

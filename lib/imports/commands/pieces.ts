import { type Database, sql } from '@/lib/platform/db/sql'

/** Of an uploaded file, of which each piece but the last has exactly this size. */
export const PIECE = 1024 * 1024

/** What the readers read: the sheet written out of a workbook where there is one, else the file as it came. */
export async function* tableBytes(on: Database, importId: number): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; position++) {
    const piece = await on.one<{ bytes: Buffer }>(sql`
      select bytes from import_chunk where import_id = ${importId} and position = ${position}
      order by part desc limit 1`)
    if (!piece) return
    yield piece.bytes
  }
}

/** The file as it came, its first `most` pieces. */
export async function* fileBytes(on: Database, importId: number, most: number): AsyncGenerator<Uint8Array> {
  for (let position = 0; position < most; position++) {
    const piece = await filePiece(on, importId, position)
    if (!piece) return
    yield piece
  }
}

export async function filePiece(
  on: Database,
  importId: number,
  position: number,
): Promise<Buffer | undefined> {
  const piece = await on.one<{ bytes: Buffer }>(sql`
    select bytes from import_chunk where import_id = ${importId} and part = 'file' and position = ${position}`)
  return piece?.bytes
}

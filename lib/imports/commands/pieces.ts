import type { ImportPart } from '@/lib/platform/db/generated/enums'
import { type Database, sql } from '@/lib/platform/db/sql'

/** Of an uploaded file, of which each piece but the last has exactly this size. */
export const PIECE = 1024 * 1024

/** What the readers read: the sheet written out of a workbook, of other files the file as it came. */
export async function* piecesOf(
  on: Database,
  importId: number,
  part: ImportPart,
): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; position++) {
    const bytes = await pieceOf(on, importId, part, position)
    if (!bytes) return
    yield bytes
  }
}

async function pieceOf(
  on: Database,
  importId: number,
  part: ImportPart,
  position: number,
): Promise<Buffer | undefined> {
  const piece = await on.one<{ bytes: Buffer }>(sql`
    select bytes from import_chunk
    where import_id = ${importId} and part = ${part}::import_part and position = ${position}`)
  return piece?.bytes
}

/**
 * A piece is read in bits: the driver brings bytes as text of twice their size, and what is larger than a megabyte lies
 * outside of the heap, where the garbage collector notices it late.
 */
export const BIT = PIECE / 4

/** The same as `piecesOf`, in bits. */
export async function* bitsOf(on: Database, importId: number, part: ImportPart): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; position++) {
    const bytes = await bitOf(on, importId, part, position)
    if (!bytes) return
    yield bytes
  }
}

export async function bitOf(
  on: Database,
  importId: number,
  part: ImportPart,
  position: number,
): Promise<Buffer | undefined> {
  const start = position * BIT
  const bit = await on.one<{ bytes: Buffer }>(sql`
    select substring(bytes from ${(start % PIECE) + 1}::int for ${BIT}::int) as bytes from import_chunk
    where import_id = ${importId} and part = ${part}::import_part and position = ${Math.floor(start / PIECE)}::int`)
  return bit && bit.bytes.length > 0 ? bit.bytes : undefined
}

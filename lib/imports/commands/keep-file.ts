import type { Actor } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { log } from '@/lib/platform/log'
import { Refusal, type Result, refuse } from '@/lib/platform/result'
import { isWorkbook } from '../encoding'
import { canImport } from '../policy'
import { MOST_KEPT, refuseWithoutRoom } from './draft-room'
import { PIECE } from './pieces'

const MEGABYTE = 1024 * 1024
export const MAX_MEGABYTES = 200

/**
 * Keeps a file as the draft of an import, piece by piece as it comes. Until all of it is there its size is 0, and nobody
 * gets to see the draft. FORBIDDEN, FILE_TOO_LARGE, TOO_MANY_DRAFTS, UNREADABLE_FILE (an empty one).
 */
export async function keepFile(
  actor: Actor,
  { fileName, bytes }: { fileName: string; bytes: AsyncIterable<Uint8Array> },
  most = MOST_KEPT,
): Promise<Result<{ importId: number }>> {
  const begun = await inTransaction(async (tx) => {
    if (!canImport(actor)) return refuse('FORBIDDEN')
    const made = await tx.one<{ importId: number }>(sql`
      insert into import_run (kind, state, file_name, created_by_id, created_at)
      values ('leads', 'draft', ${storable(fileName)}, ${actor.personId}, ${actor.at}::timestamptz)
      returning id as "importId"`)
    if (!made) throw new Error('insert returned no row')
    await refuseWithoutRoom(tx, actor, most)
    return made
  })
  if (!begun.ok) return begun
  const { importId } = begun.value
  try {
    await keepPieces(importId, bytes, () => refuseWithoutRoom(db, actor, most))
    return begun
  } catch (error) {
    await forgetUpload(importId).catch((lost: unknown) =>
      // the cleaning job will find it
      log.warn(
        { import: importId, lost: lost instanceof Error ? lost.message : 'unknown' },
        'upload not forgotten',
      ),
    )
    if (error instanceof Refusal) return { ok: false, failure: error.failure }
    throw error
  }
}

/** Uploads at the same time see each other's pieces every so often. */
const PIECES_BETWEEN_LOOKS = 16

async function keepPieces(
  importId: number,
  bytes: AsyncIterable<Uint8Array>,
  look: () => Promise<void>,
): Promise<void> {
  const piece = Buffer.allocUnsafe(PIECE)
  let [size, filled, isWorkbookFile] = [0, 0, false]
  const write = async () => {
    const position = Math.floor((size - 1) / PIECE)
    if (position === 0) isWorkbookFile = isWorkbook(piece.subarray(0, filled))
    await db.run(sql`
      insert into import_chunk (import_id, position, bytes)
      values (${importId}, ${position}, ${piece.subarray(0, filled)})`)
    filled = 0
    if (position % PIECES_BETWEEN_LOOKS === PIECES_BETWEEN_LOOKS - 1) await look()
  }
  for await (const chunk of bytes) {
    if (size + chunk.length > MAX_MEGABYTES * MEGABYTE) refuse('FILE_TOO_LARGE', { megabytes: MAX_MEGABYTES })
    for (let at = 0; at < chunk.length; ) {
      const taken = Math.min(PIECE - filled, chunk.length - at)
      piece.set(chunk.subarray(at, at + taken), filled)
      filled += taken
      size += taken
      at += taken
      if (filled === PIECE) await write()
    }
  }
  if (size === 0) refuse('UNREADABLE_FILE', { problem: 'empty_file' })
  if (filled > 0) await write()
  await db.run(sql`
    update import_run set file_size = ${size}, file_type = ${isWorkbookFile ? 'xlsx' : 'csv'}::import_file_type
    where id = ${importId}`)
}

/** Removes a draft that nobody will go on with; an import that has been queued stays. */
export async function forgetUpload(importId: number): Promise<void> {
  await db.run(sql`delete from import_run where id = ${importId} and state = 'draft'`)
}

function storable(fileName: string): string {
  const name = fileName
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, '')
    .trim()
  return name.slice(-200) || 'file.csv'
}

import { Readable } from 'node:stream'
import { fromRandomAccessReaderPromise, RandomAccessReader } from 'yauzl'
import type { Database } from '@/lib/platform/db/sql'
import { UnreadableFile } from '../unreadable-file'
import { asSourceFailure, openWorkbook, type Workbook } from '../workbook'
import { BIT, bitOf } from './pieces'

/** The workbook that was kept as the file of an import, read where it lies. */
export async function openKeptWorkbook(on: Database, importId: number, size: number): Promise<Workbook> {
  const source = new KeptPieces(on, importId)
  try {
    const zip = await fromRandomAccessReaderPromise(source, size, { autoClose: false, lazyEntries: true })
    // What goes wrong is told to whoever reads; nobody else is there to hear it.
    zip.on('error', () => undefined)
    return await openWorkbook(zip)
  } catch (error) {
    if (source.failed) throw source.failed
    if (error instanceof UnreadableFile) throw error
    throw new UnreadableFile('broken_workbook')
  }
}

/** The directory of an archive is read in very small bits, and its parts in order. */
const REMEMBERED = 8

class KeptPieces extends RandomAccessReader {
  failed: Error | null = null
  private readonly remembered = new Map<number, Promise<Buffer | undefined>>()

  constructor(
    private readonly database: Database,
    private readonly importId: number,
  ) {
    super()
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.range(start, end), { objectMode: false })
  }

  private async *range(start: number, end: number): AsyncGenerator<Buffer> {
    for (let at = start; at < end; ) {
      const piece = await this.piece(Math.floor(at / BIT))
      const from = at % BIT
      const part = piece?.subarray(from, from + end - at)
      if (!part || part.length === 0) return
      at += part.length
      yield part
    }
  }

  private async piece(position: number): Promise<Buffer | undefined> {
    try {
      const known = this.remembered.get(position) ?? bitOf(this.database, this.importId, 'file', position)
      this.remembered.delete(position)
      this.remembered.set(position, known)
      const [oldest] = this.remembered.keys()
      if (this.remembered.size > REMEMBERED && oldest !== undefined) this.remembered.delete(oldest)
      return await known
    } catch (error) {
      this.failed = asSourceFailure(error instanceof Error ? error : new Error('the pieces cannot be read'))
      throw this.failed
    }
  }
}

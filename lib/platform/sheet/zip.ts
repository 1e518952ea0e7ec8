import { pipeline, Readable } from 'node:stream'
import { constants, crc32, createDeflateRaw } from 'node:zlib'

/** A file of an archive; its content is read once, as it is packed. */
export type ZipEntry = { name: string; content: Iterable<string> | AsyncIterable<string> }

const UTF8 = 0x0800
/** Size and checksum stand after the content: nobody knows them before. */
const SIZES_AFTER = 0x0008
const DEFLATED = 8
/** 1 January 1980: an archive says nothing of the clock of whoever made it. */
const DAY = 0x0021

/** An archive of these files, piece by piece. For less than 4 GB each and together. */
export async function* zipParts(entries: Iterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  const directory: Buffer[] = []
  let at = 0
  for (const { name, content } of entries) {
    const title = Buffer.from(name, 'utf8')
    const start = at
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    header.writeUInt16LE(20, 4)
    header.writeUInt16LE(UTF8 | SIZES_AFTER, 6)
    header.writeUInt16LE(DEFLATED, 8)
    header.writeUInt16LE(DAY, 12)
    header.writeUInt16LE(title.length, 26)
    yield Buffer.concat([header, title])
    at += header.length + title.length

    const counted = { crc: 0, size: 0 }
    let packed = 0
    for await (const piece of deflated(content, counted)) {
      packed += piece.length
      yield piece
    }
    at += packed
    const sizes = Buffer.alloc(16)
    sizes.writeUInt32LE(0x08074b50, 0)
    sizes.writeUInt32LE(counted.crc, 4)
    sizes.writeUInt32LE(packed, 8)
    sizes.writeUInt32LE(counted.size, 12)
    yield sizes
    at += sizes.length

    const line = Buffer.alloc(46)
    line.writeUInt32LE(0x02014b50, 0)
    line.writeUInt16LE(20, 4)
    header.copy(line, 6, 4, 14)
    sizes.copy(line, 16, 4, 16)
    line.writeUInt16LE(title.length, 28)
    line.writeUInt32LE(start, 42)
    directory.push(line, title)
  }
  const index = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(directory.length / 2, 8)
  end.writeUInt16LE(directory.length / 2, 10)
  end.writeUInt32LE(index.length, 12)
  end.writeUInt32LE(at, 16)
  yield Buffer.concat([index, end])
}

async function* deflated(
  content: ZipEntry['content'],
  counted: { crc: number; size: number },
): AsyncGenerator<Buffer> {
  async function* bytes() {
    for await (const text of content) {
      const piece = Buffer.from(text, 'utf8')
      counted.crc = crc32(piece, counted.crc)
      counted.size += piece.length
      yield piece
    }
  }
  const deflate = createDeflateRaw({ level: constants.Z_BEST_SPEED })
  // An error of the content comes out of the loop below.
  pipeline(Readable.from(bytes()), deflate, () => {})
  yield* deflate
}

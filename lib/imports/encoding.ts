import { type FileProblemCode, UnreadableFile } from './unreadable-file'

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'windows-1252'] as const
export type Encoding = (typeof ENCODINGS)[number]

export type Chunks<T> = AsyncIterable<T> | Iterable<T>

const BOMS: [Encoding, number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

const ZIP = [0x50, 0x4b, 0x03, 0x04]

const FOREIGN: [FileProblemCode, number[]][] = [
  ['not_text', ZIP],
  ['not_text', [0x25, 0x50, 0x44, 0x46]], // PDF
  ['not_text', [0x1f, 0x8b]], // gzip
  ['not_text', [0x89, 0x50, 0x4e, 0x47]], // PNG
]

/** Content decides, not the name: a workbook is a ZIP archive. Whether it holds sheets is seen when it is read. */
export function isWorkbook(start: Uint8Array): boolean {
  return startsWith(start, ZIP)
}

const ENOUGH_NEIGHBOURS = 10_000

/** Excel's container of old. It also holds today's workbooks where they are encrypted. */
const OLE = [0xd0, 0xcf, 0x11, 0xe0]
const ENCRYPTED = 'EncryptedPackage'

function startsWith(bytes: Uint8Array, start: number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte)
}

/**
 * The encoding, from all bytes of the file: a byte order mark, else zeros in every other place, else valid UTF-8, else
 * Cyrillic or Western by their neighbours: Cyrillic letters stand in runs, accented Western ones among plain ones. The
 * beginning of a file may end within a character.
 */
export async function detectEncoding(chunks: Chunks<Uint8Array>, isWholeFile = true): Promise<Encoding> {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  let validUtf8 = true
  let inRuns = 0
  let amongPlain = 0
  let size = 0
  let previous = 0x20
  for await (const bytes of chunks) {
    if (size === 0 && bytes.length > 0) {
      const marked = BOMS.find(([, bom]) => startsWith(bytes, bom))?.[0]
      if (marked) return marked
      if (startsWith(bytes, OLE))
        throw new UnreadableFile(isEncrypted(bytes) ? 'protected_workbook' : 'old_workbook')
      const foreign = FOREIGN.find(([, magic]) => startsWith(bytes, magic))?.[0]
      if (foreign) throw new UnreadableFile(foreign)
      const wide = unmarkedUtf16(bytes)
      if (wide) return wide
      if (isBinary(bytes)) throw new UnreadableFile('not_text')
    }
    size += bytes.length
    let isPlain = false
    if (validUtf8) {
      try {
        isPlain = utf8.decode(bytes, { stream: true }).length === bytes.length
      } catch {
        validUtf8 = false
      }
    }
    if (isPlain || inRuns + amongPlain > ENOUGH_NEIGHBOURS) continue
    for (const byte of bytes) {
      if (byte >= 0xc0 && previous >= 0xc0) inRuns++
      else if (byte >= 0xc0 ? isPlainLetter(previous) : previous >= 0xc0 && isPlainLetter(byte)) amongPlain++
      previous = byte
    }
  }
  if (size === 0) throw new UnreadableFile('empty_file')
  if (validUtf8) {
    if (!isWholeFile) return 'utf-8'
    try {
      utf8.decode()
      return 'utf-8'
    } catch {
      // ends within a character
    }
  }
  return inRuns > amongPlain ? 'windows-1251' : 'windows-1252'
}

/** The names of what an OLE container holds stand at even places, in UTF-16. */
function isEncrypted(container: Uint8Array): boolean {
  return new TextDecoder('utf-16le').decode(container).includes(ENCRYPTED)
}

function isPlainLetter(byte: number): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a)
}

function unmarkedUtf16(bytes: Uint8Array): Encoding | null {
  const pairs = Math.min(bytes.length, 4096) >> 1
  let evenZeros = 0
  let oddZeros = 0
  for (let pair = 0; pair < pairs; pair++) {
    if (bytes[2 * pair] === 0) evenZeros++
    if (bytes[2 * pair + 1] === 0) oddZeros++
  }
  // Delimiters, digits and line ends are a good part of any CSV, whatever the script.
  const enough = Math.max(2, pairs / 10)
  if (oddZeros >= enough && evenZeros === 0) return 'utf-16le'
  if (evenZeros >= enough && oddZeros === 0) return 'utf-16be'
  return null
}

/** A control character now and then is a bad cell, many are no text. */
function isBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 4096)
  let controls = 0
  for (const byte of sample) if (byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b)) controls++
  return controls > 4 && controls > sample.length / 50
}

/** So much is read at a time, however large the chunks are: its rows are gone before the garbage collector sees them twice. */
const STEP = 64 * 1024

/**
 * The file's text without its byte order mark. Bytes that the encoding does not know end it as `wrong_encoding`. The
 * beginning of a file may end within a character. The one character that PostgreSQL cannot keep, NUL, is read as the one
 * that stands for what was lost.
 */
export async function* decode(
  chunks: Chunks<Uint8Array>,
  encoding: Encoding,
  isWholeFile = true,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  const read = (bytes?: Uint8Array) => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
    } catch {
      throw new UnreadableFile('wrong_encoding', { encoding })
    }
  }
  for await (const bytes of chunks) {
    for (let at = 0; at < bytes.length; at += STEP) {
      const text = read(bytes.subarray(at, at + STEP))
      if (text !== '') yield withoutNul(text)
    }
  }
  if (!isWholeFile) return
  const rest = read()
  if (rest !== '') yield withoutNul(rest)
}

function withoutNul(text: string): string {
  return text.includes('\u0000') ? text.replaceAll('\u0000', '\ufffd') : text
}

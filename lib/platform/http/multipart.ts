import { HttpProblem } from './problem'

/**
 * multipart/form-data as it streams in (RFC 7578). A part is pulled by whoever reads it, so a slow reader holds the
 * sender back, nothing piles up, and a body that breaks off ends the reading with MALFORMED and cannot leave it waiting.
 */

export type Part = {
  name: string
  /** null: a field, no file */
  fileName: string | null
  /** read once, before the next part is asked for; what is left of it then is passed over */
  bytes: AsyncIterable<Uint8Array>
}

const MAX_HEADER = 16 * 1024
const MAX_PARTS = 20

/** The parts of a body of at most `limit` bytes: UNSUPPORTED_MEDIA_TYPE, MALFORMED, TOO_LARGE. */
export async function* readMultipart(request: Request, limit: number): AsyncGenerator<Part> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^multipart\/form-data\s*;/i.test(type)) {
    throw new HttpProblem('UNSUPPORTED_MEDIA_TYPE', { expected: 'multipart/form-data' })
  }
  const boundary = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(type)
  if (!boundary) throw malformed('names no boundary')
  const body = bytesOf(request, limit)
  try {
    const cut = new PartCutter(body, `\r\n--${boundary[1] ?? boundary[2]}`)
    await cut.passOver()
    for (let count = 0; !(await cut.isAtEnd()); count++) {
      if (count === MAX_PARTS) throw malformed('has too many parts')
      yield { ...described(await cut.header()), bytes: cut.content() }
      await cut.passOver()
    }
  } finally {
    await body.return(undefined)
  }
}

/** The body of a request, which ends with TOO_LARGE where it is larger than `limit`. */
export async function* bytesOf(request: Request, limit: number): AsyncGenerator<Uint8Array> {
  // Node's parser ends the body at the declared length.
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw new HttpProblem('TOO_LARGE')
  const reader = request.body?.getReader()
  if (!reader) return
  let size = 0
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw new HttpProblem('MALFORMED', { why: 'The body breaks off' })
      })
      if (done) return
      size += value.length
      if (size > limit) throw new HttpProblem('TOO_LARGE')
      yield value
    }
  } finally {
    // Whoever stops early wants no more of it; at its end this does nothing.
    await reader.cancel().catch(() => undefined)
  }
}

/** Cuts a body at its delimiter, which ends one part and begins the next. */
class PartCutter {
  // The first delimiter need not have a line before it.
  private pending: Buffer = Buffer.from('\r\n')
  private isInContent = true
  private readonly delimiter: Buffer

  constructor(
    private readonly body: AsyncGenerator<Uint8Array>,
    delimiter: string,
  ) {
    this.delimiter = Buffer.from(delimiter, 'latin1')
  }

  /** What comes up to the next delimiter, in pieces. */
  async *content(): AsyncGenerator<Uint8Array> {
    for (let piece = await this.piece(); piece; piece = await this.piece()) yield piece
  }

  /** Goes past the next delimiter, unless the content before it has been read already. */
  async passOver(): Promise<void> {
    for (let piece = await this.piece(); piece; piece = await this.piece()) {
      // nobody wanted it
    }
  }

  /** After a delimiter: was it the last one? Else its line is behind us. */
  async isAtEnd(): Promise<boolean> {
    while (this.pending.length < 2) await this.more()
    if (this.pending.toString('latin1', 0, 2) === '--') return true
    const line = await this.upTo('\r\n')
    if (line.trim() !== '') throw malformed('has a boundary with something behind it')
    // A part without headers begins with the empty line.
    this.pending = Buffer.concat([Buffer.from('\r\n'), this.pending])
    return false
  }

  async header(): Promise<string> {
    const header = await this.upTo('\r\n\r\n')
    this.isInContent = true
    return header
  }

  private async piece(): Promise<Uint8Array | null> {
    while (this.isInContent) {
      const at = this.pending.indexOf(this.delimiter)
      const length = at === -1 ? this.pending.length - this.delimiter.length + 1 : at
      if (at !== -1) this.isInContent = false
      const piece = this.pending.subarray(0, Math.max(0, length))
      if (at !== -1 || length > 0)
        this.pending = this.pending.subarray(at === -1 ? length : at + this.delimiter.length)
      if (piece.length > 0) return piece
      if (this.isInContent) await this.more()
    }
    return null
  }

  private async upTo(mark: string): Promise<string> {
    for (;;) {
      const at = this.pending.indexOf(mark, 0, 'latin1')
      if (at > MAX_HEADER || (at === -1 && this.pending.length > MAX_HEADER))
        throw malformed('has an endless header')
      if (at !== -1) {
        const text = this.pending.toString('utf8', 0, at)
        this.pending = this.pending.subarray(at + mark.length)
        return text
      }
      await this.more()
    }
  }

  private async more(): Promise<void> {
    const { done, value } = await this.body.next()
    if (done) throw malformed('breaks off')
    this.pending = Buffer.concat([this.pending, value])
  }
}

/** Name and file name from a part's header; browsers escape a quotation mark in them, older clients put a backslash. */
function described(header: string): { name: string; fileName: string | null } {
  const disposition = /^content-disposition:\s*form-data\s*;(.*)$/im.exec(header)?.[1] ?? ''
  const name = parameter(disposition, 'name')
  if (name === null) throw malformed('has a part without a name')
  return { name, fileName: parameter(disposition, 'filename') }
}

function parameter(disposition: string, name: string): string | null {
  const extended = new RegExp(`(?:^|;)\\s*${name}\\*=utf-8'[^']*'([^;\\s]*)`, 'i').exec(disposition)?.[1]
  if (extended !== undefined) return percentDecoded(extended)
  const [, quoted, bare] =
    new RegExp(`(?:^|;)\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]*))`, 'i').exec(disposition) ?? []
  if (quoted === undefined) return bare ?? null
  return quoted
    .replaceAll('\\"', '"')
    .replaceAll(/%0D%0A/gi, '\r\n')
    .replaceAll('%22', '"')
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function malformed(what: string): HttpProblem {
  return new HttpProblem('MALFORMED', { why: `The multipart body ${what}` })
}

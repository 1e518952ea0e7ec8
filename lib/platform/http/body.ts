import { isStorable, WORDS } from '@/lib/platform/input'
import { HttpProblem } from './problem'

const MAX_JSON_BYTES = 256 * 1024
const MAX_DEPTH = 32
const JSON_TYPE = /^application\/([a-z0-9.+-]+\+)?json\s*(;\s*charset="?utf-8"?\s*)?;?\s*$/i
const utf8 = new TextDecoder('utf-8', { fatal: true })

export type JsonBody = {
  /** the bytes as they came: an Idempotency-Key is bound to them */
  raw: Uint8Array
  /** undefined when there was no body */
  value: unknown
}

/** A JSON body within the limit: TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, MALFORMED. */
export async function readJson(request: Request): Promise<JsonBody> {
  const raw = await readBytes(request, MAX_JSON_BYTES)
  if (raw.length === 0) return { raw, value: undefined }
  if (!JSON_TYPE.test(request.headers.get('content-type') ?? '')) {
    throw new HttpProblem('UNSUPPORTED_MEDIA_TYPE', { expected: 'application/json in UTF-8' })
  }
  return { raw, value: parseJson(raw) }
}

/** The whole body, refused as soon as it is known to be larger than `limit`. */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  const declared = request.headers.get('content-length')
  if (declared !== null && Number(declared) > limit) throw new HttpProblem('TOO_LARGE')
  // Node's parser ends the body at the declared length, so it can be taken in one piece.
  if (declared !== null) return new Uint8Array(await request.arrayBuffer())
  if (!request.body) return new Uint8Array()
  const pieces: Uint8Array[] = []
  let size = 0
  const reader = request.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.length
    if (size > limit) {
      await reader.cancel()
      throw new HttpProblem('TOO_LARGE')
    }
    pieces.push(value)
  }
  return pieces.length === 1 && pieces[0] ? pieces[0] : new Uint8Array(Buffer.concat(pieces))
}

function parseJson(raw: Uint8Array): unknown {
  let text: string
  try {
    text = utf8.decode(raw)
  } catch {
    throw new HttpProblem('MALFORMED', { why: 'The body is not valid UTF-8' })
  }
  return parseJsonText(text, 'The body')
}

/** JSON from a client, `what` it is in words, without what no schema should have to think of. */
export function parseJsonText(text: string, what: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new HttpProblem('MALFORMED', { why: `${what} is not valid JSON` })
  }
  refuseUnusable(value, '', 0)
  return value
}

/** Endless nesting, 1e309, a key `__proto__`, and text that PostgreSQL cannot store (NUL, half a surrogate pair). */
function refuseUnusable(value: unknown, path: string, depth: number): void {
  if (typeof value === 'number' && !Number.isFinite(value)) throw unusable(path, 'invalid')
  if (typeof value === 'string' && !isStorable(value)) throw unusable(path, 'unstorable')
  if (typeof value !== 'object' || value === null) return
  if (depth === MAX_DEPTH) throw new HttpProblem('MALFORMED', { why: 'The JSON is nested too deeply' })
  for (const key of Object.keys(value)) {
    const at = path === '' ? key : `${path}.${key}`
    if (key === '__proto__') throw unusable(at, 'unknown_field')
    if (!isStorable(key)) throw unusable(at.toWellFormed(), 'unstorable')
    refuseUnusable((value as Record<string, unknown>)[key], at, depth + 1)
  }
}

function unusable(path: string, code: string): HttpProblem {
  return new HttpProblem('INVALID', {}, [{ path, code, message: WORDS[code] ?? code }])
}

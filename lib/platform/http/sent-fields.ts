import { parseJsonText, readBytes } from './body'
import { HttpProblem } from './problem'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * The fields of a form that anybody may send, in any of the three ways that forms are sent: as a browser does
 * (urlencoded or multipart) or as JSON with text values. A name that comes twice is joined. Files are not taken.
 */
export async function readSentFields(request: Request, limit: number): Promise<Map<string, string>> {
  const type = (request.headers.get('content-type') ?? '').toLowerCase()
  const bytes = await readBytes(request, limit)
  const sent = new Map<string, string>()
  for (const [name, value] of await entriesOf(type, request, bytes)) {
    const before = sent.get(name)
    sent.set(name, before === undefined || before === value ? value : `${before}, ${value}`)
  }
  return sent
}

async function entriesOf(
  type: string,
  request: Request,
  bytes: Uint8Array,
): Promise<Iterable<[string, string]>> {
  if (type.startsWith('application/x-www-form-urlencoded')) return new URLSearchParams(decoded(bytes))
  if (type.startsWith('multipart/form-data')) return textsOf(await multipart(request, bytes))
  if (/^(application\/([a-z0-9.+-]+\+)?json|text\/plain)\b/.test(type)) return jsonEntries(decoded(bytes))
  throw new HttpProblem('UNSUPPORTED_MEDIA_TYPE', {
    expected: 'application/x-www-form-urlencoded, multipart/form-data or application/json',
  })
}

function decoded(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw new HttpProblem('MALFORMED', { why: 'The body is not valid UTF-8' })
  }
}

async function multipart(request: Request, bytes: Uint8Array): Promise<FormData> {
  try {
    const headers = { 'Content-Type': request.headers.get('content-type') ?? '' }
    return await new Response(bytes as BodyInit, { headers }).formData()
  } catch {
    throw new HttpProblem('MALFORMED', { why: 'The body is not valid multipart/form-data' })
  }
}

function textsOf(data: FormData): [string, string][] {
  return [...data].map(([name, value]) => {
    if (typeof value === 'string') return [name, value]
    if (value.size === 0) return [name, ''] // a file field in which nothing was chosen
    throw new HttpProblem('INVALID', {}, [{ path: name, code: 'text', message: 'must be text' }])
  })
}

function jsonEntries(text: string): [string, string][] {
  const value = parseJsonText(text, 'The body')
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new HttpProblem('INVALID', {}, [{ path: '', code: 'wrong_type', message: 'must be an object' }])
  return Object.entries(value).flatMap(([name, field]): [string, string][] => {
    if (field === null) return []
    if (typeof field === 'boolean') return [[name, field ? 'yes' : '']]
    if (typeof field === 'string') return [[name, field]]
    throw new HttpProblem('INVALID', {}, [{ path: name, code: 'text', message: 'must be text' }])
  })
}

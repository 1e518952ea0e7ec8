import { createHash } from 'node:crypto'
import { forgetUpload, keepFile, MAX_MEGABYTES } from '@/lib/imports/commands/keep-file'
import { type ImportMapping, importMapping } from '@/lib/imports/mapping'
import type { Actor } from '@/lib/platform/actor'
import { parseJsonText } from '@/lib/platform/http/body'
import { type Part, readMultipart } from '@/lib/platform/http/multipart'
import { HttpProblem, settle } from '@/lib/platform/http/problem'
import type { Received } from '@/lib/platform/http/route'
import { fieldProblems } from '@/lib/platform/input'

export type ImportUpload = { importId: number; mapping: ImportMapping }

const MAX_MAPPING = 256 * 1024
const MAX_BODY = (MAX_MEGABYTES + 1) * 1024 * 1024

/** Takes in a file and its mapping, whichever comes first. The file is kept as a draft while it comes. */
export async function receiveImport({
  actor,
  request,
}: {
  actor: Actor
  request: Request
}): Promise<Received<ImportUpload>> {
  const kept: number[] = []
  const release = async () => {
    // what cannot be let go of now, the cleaning job lets go of
    for (const importId of kept) await forgetUpload(importId).catch(() => undefined)
  }
  try {
    const hash = createHash('sha256')
    let mapping: string | undefined
    for await (const part of readMultipart(request, MAX_BODY)) {
      if (part.name === 'file' && part.fileName !== null && kept.length === 0) {
        const bytes = noting(part.bytes, (piece) => hash.update(piece))
        const { importId } = settle(await keepFile(actor, { fileName: part.fileName, bytes }))
        kept.push(importId)
      } else if (part.name === 'mapping' && mapping === undefined) {
        mapping = await textOf(part)
      } else if (part.name === 'file' || part.name === 'mapping') {
        throw invalid(part.name, 'required', `one ${part.name} is required`)
      } else {
        throw invalid(part.name, 'unknown_field', 'is not a known field')
      }
    }
    const [importId] = kept
    if (importId === undefined) throw invalid('file', 'required', 'one file is required')
    if (mapping === undefined) throw invalid('mapping', 'required', 'is required')
    const sent = hash.update(`\n${mapping}`).digest()
    return { value: { importId, mapping: mappingOf(mapping) }, sent, release }
  } catch (error) {
    await release()
    throw error
  }
}

async function* noting(bytes: AsyncIterable<Uint8Array>, note: (piece: Uint8Array) => void) {
  for await (const piece of bytes) {
    note(piece)
    yield piece
  }
}

async function textOf({ bytes }: Part): Promise<string> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of bytes) {
    size += piece.length
    if (size > MAX_MAPPING) throw invalid('mapping', 'too_long', 'is too long')
    pieces.push(Buffer.from(piece))
  }
  return Buffer.concat(pieces).toString('utf8')
}

function mappingOf(text: string): ImportMapping {
  const parsed = importMapping.safeParse(parseJsonText(text, 'The mapping'))
  if (parsed.success) return parsed.data
  throw new HttpProblem(
    'INVALID',
    {},
    fieldProblems(parsed.error).map((problem) => ({ ...problem, path: `mapping.${problem.path}` })),
  )
}

function invalid(path: string, code: string, message: string): HttpProblem {
  return new HttpProblem('INVALID', {}, [{ path, code, message }])
}

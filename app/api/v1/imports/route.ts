import { z } from 'zod'
import { queueImport } from '@/lib/imports/commands/queue'
import { importMapping } from '@/lib/imports/mapping'
import { listImports } from '@/lib/imports/queries/runs'
import { cursorInput, encodeCursor } from '@/lib/platform/cursor'
import { parseJsonText, readForm } from '@/lib/platform/http/body'
import { HttpProblem, settle } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { fieldProblems } from '@/lib/platform/input'
import { listOf, paging } from '../_resources/common'
import { importJson, importRun } from '../_resources/import'

const MAX_FILE_BYTES = 100 * 1024 * 1024

const upload = z.strictObject({
  file: z.string().meta({ contentMediaType: 'text/csv', description: 'CSV, at most 100 MB' }),
  mapping: importMapping,
})

const create = defineRoute({
  method: 'POST',
  path: '/imports',
  tag: 'Imports',
  summary: 'Import a file of leads, outcomes or spend',
  description: 'The file is worked on in the background: GET /imports/{id} tells how far it is.',
  upload,
  responses: { 202: importRun },
  async handle({ actor, request }) {
    const form = await readForm(request, MAX_FILE_BYTES)
    const { file, mapping } = partsOf(form)
    const bytes = new Uint8Array(await file.arrayBuffer())
    const { id } = settle(await queueImport(actor, { fileName: nameOf(file), bytes, mapping }))
    return {
      status: 202,
      body: { id, state: 'queued', total: 0, created: 0, updated: 0, touched: 0, skipped: 0, rejected: 0 },
      headers: { Location: `/api/v1/imports/${id}` },
    }
  },
})

function partsOf(form: FormData) {
  const refuse = (path: string, code: string, message: string): never => {
    throw new HttpProblem('INVALID', {}, [{ path, code, message }])
  }
  for (const name of form.keys()) {
    if (name !== 'file' && name !== 'mapping') refuse(name, 'unknown_field', 'is not a known field')
  }
  const [file, ...more] = form.getAll('file')
  if (!(file instanceof File) || more.length > 0) return refuse('file', 'required', 'one file is required')
  const given = form.get('mapping')
  if (given === null) return refuse('mapping', 'required', 'is required')
  const parsed = importMapping.safeParse(parseJsonText(typeof given === 'string' ? given : '', 'The mapping'))
  if (parsed.success) return { file, mapping: parsed.data }
  throw new HttpProblem(
    'INVALID',
    {},
    fieldProblems(parsed.error).map((problem) => ({ ...problem, path: `mapping.${problem.path}` })),
  )
}

function nameOf(file: File): string {
  return file.name.toWellFormed().replaceAll('\u0000', '').slice(0, 200) || 'file.csv'
}

const cursor = cursorInput(z.tuple([z.literal('import'), z.int().min(1).max(2_147_483_647)])).optional()

const list = defineRoute({
  method: 'GET',
  path: '/imports',
  tag: 'Imports',
  summary: 'The latest imports, newest first',
  query: z.strictObject({ limit: paging.limit, cursor }),
  responses: { 200: listOf(importRun) },
  async handle({ actor, query: { limit, cursor } }) {
    const found = await listImports(actor, { limit: limit + 1, before: cursor?.[1] })
    const data = found.slice(0, limit).map(importJson)
    const last = data.at(-1)
    return {
      body: { data, nextCursor: last && found.length > limit ? encodeCursor(['import', last.id]) : null },
    }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list, create)

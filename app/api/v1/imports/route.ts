import { z } from 'zod'
import { queueImport } from '@/lib/imports/commands/queue'
import { importMapping } from '@/lib/imports/mapping'
import { listImports } from '@/lib/imports/queries/runs'
import { cursorInput, encodeCursor } from '@/lib/platform/cursor'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { listOf, paging } from '../_resources/common'
import { importJson, importRun } from '../_resources/import'
import { receiveImport } from '../_resources/import-upload'

const upload = z.strictObject({
  file: z.string().meta({
    contentMediaType: 'text/csv, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    description: 'CSV or XLSX, at most 200 MB; what it contains decides, not its name',
  }),
  mapping: importMapping,
})

const create = defineRoute({
  method: 'POST',
  path: '/imports',
  tag: 'Imports',
  summary: 'Import a file of leads, outcomes or spend',
  description: 'The file is worked on in the background: GET /imports/{id} tells how far it is.',
  upload,
  receive: receiveImport,
  responses: { 202: importRun },
  perform: ({ actor }, received) => queueImport(actor, received),
  reply: ({ id }) => ({
    status: 202,
    body: { id, state: 'queued', total: 0, created: 0, updated: 0, touched: 0, skipped: 0, rejected: 0 },
    headers: { Location: `/api/v1/imports/${id}` },
  }),
})

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

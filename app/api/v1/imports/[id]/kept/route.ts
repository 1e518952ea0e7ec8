import { z } from 'zod'
import { keptRecords } from '@/lib/imports/queries/kept'
import { importById } from '@/lib/imports/queries/runs'
import { cursorInput, encodeCursor } from '@/lib/platform/cursor'
import { HttpProblem } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { listOf, paging } from '../../../_resources/common'
import { keptRecord } from '../../../_resources/import'

const cursor = cursorInput(z.tuple([z.literal('kept'), z.int().min(1)])).optional()

const kept = defineRoute({
  method: 'GET',
  path: '/imports/{id}/kept',
  tag: 'Imports',
  summary: 'What the undo of an import left as it is',
  description: 'Leads and costs that somebody had worked on since the import, with what was done last.',
  query: z.strictObject({ limit: paging.limit, cursor }),
  responses: { 200: listOf(keptRecord) },
  async handle({ actor, id, query: { limit, cursor } }) {
    if (!(await importById(actor, id))) throw new HttpProblem('NOT_FOUND')
    const found = await keptRecords(actor, id, { limit: limit + 1, after: cursor?.[1] })
    const page = found.slice(0, limit)
    const last = page.at(-1)
    return {
      body: {
        data: page.map(({ id: _, leadId, spendId, ...record }) => ({
          ...record,
          lead: leadId,
          cost: spendId,
        })),
        nextCursor: last && found.length > limit ? encodeCursor(['kept', last.id]) : null,
      },
    }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(kept)

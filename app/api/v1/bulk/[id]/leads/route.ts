import { z } from 'zod'
import { bulkRunById, leadsOfBulkRun } from '@/lib/bulk/queries/runs'
import { OUTCOMES } from '@/lib/bulk/schema'
import { cursorInput, encodeCursor } from '@/lib/platform/cursor'
import { HttpProblem } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { bulkLead, bulkLeadJson } from '../../../_resources/bulk'
import { listOf, paging } from '../../../_resources/common'

const cursor = cursorInput(z.tuple([z.literal('lead'), z.int().min(1).max(2_147_483_647)])).optional()

const list = defineRoute({
  method: 'GET',
  path: '/bulk/{id}/leads',
  tag: 'Bulk',
  summary: 'What became of each lead',
  query: z.strictObject({
    outcome: z.enum([...OUTCOMES, 'waiting'], { error: 'not_an_option' }).optional(),
    limit: paging.limit,
    cursor,
  }),
  responses: { 200: listOf(bulkLead) },
  async handle({ actor, id, query: { outcome, limit, cursor } }) {
    if (!(await bulkRunById(actor, id))) throw new HttpProblem('NOT_FOUND')
    const found = await leadsOfBulkRun(actor, { runId: id, outcome, after: cursor?.[1], limit: limit + 1 })
    const data = found.slice(0, limit)
    const last = data.at(-1)
    return {
      body: {
        data: data.map(bulkLeadJson),
        nextCursor: last && found.length > limit ? encodeCursor(['lead', last.leadId]) : null,
      },
    }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list)

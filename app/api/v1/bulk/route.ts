import { z } from 'zod'
import { startBulkRun } from '@/lib/bulk/commands/start'
import { latestBulkRuns } from '@/lib/bulk/queries/runs'
import { bulkAction, bulkFilter, MAX_LEADS } from '@/lib/bulk/schema'
import { cursorInput, encodeCursor } from '@/lib/platform/cursor'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { bulkRun, bulkRunJson, bulkRunReply, leadIds } from '../_resources/bulk'
import { listOf, paging } from '../_resources/common'

const cursor = cursorInput(z.tuple([z.literal('run'), z.int().min(1).max(2_147_483_647)])).optional()

const list = defineRoute({
  method: 'GET',
  path: '/bulk',
  tag: 'Bulk',
  summary: 'Steps taken with many leads, newest first',
  query: z.strictObject({
    mine: z.enum(['true', 'false'], { error: 'not_an_option' }).optional(),
    limit: paging.limit,
    cursor,
  }),
  responses: { 200: listOf(bulkRun) },
  async handle({ actor, query: { mine, limit, cursor } }) {
    const wish = { mine: mine === 'true', before: cursor?.[1], limit: limit + 1 }
    const found = await latestBulkRuns(actor, wish)
    const data = found.slice(0, limit)
    const last = data.at(-1)
    return {
      body: {
        data: data.map(bulkRunJson),
        nextCursor: last && found.length > limit ? encodeCursor(['run', last.id]) : null,
      },
    }
  },
})

const start = defineRoute({
  method: 'POST',
  path: '/bulk',
  tag: 'Bulk',
  summary: 'Take one step with many leads',
  description: `Either leadIds or filter (as GET /leads has it; {} is every lead), up to ${MAX_LEADS} leads as they are found now. Each lead is a step of its own, with the rules of the single step; what does not allow it stays as it is and says why. Done in the background: GET /bulk/{id} tells how far, GET /bulk/{id}/leads what became of each.`,
  body: z
    .strictObject({ action: bulkAction, leadIds: leadIds.optional(), filter: bulkFilter.optional() })
    .refine(({ leadIds, filter }) => (leadIds === undefined) !== (filter === undefined), {
      error: 'invalid',
      path: ['leadIds'],
    }),
  responses: { 202: bulkRun },
  perform: ({ actor, body }) => startBulkRun(actor, body),
  reply: bulkRunReply,
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list, start)

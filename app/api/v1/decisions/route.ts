import { z } from 'zod'
import { listDecisions } from '@/lib/meetings/queries/decisions'
import { DECISION_FILTERS, decisionCursor } from '@/lib/meetings/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { foreignCursor, listOf, paging } from '../_resources/common'
import { decision, decisionJson } from '../_resources/meeting'

const list = defineRoute({
  method: 'GET',
  path: '/decisions',
  tag: 'Meetings',
  summary: 'What meetings decided',
  description:
    'open, due (by today): the longest due first; settled: the latest first; all: the newest first.',
  query: z.strictObject({
    state: z.enum(DECISION_FILTERS, { error: 'not_an_option' }).default('open'),
    owner: z.enum(['me'], { error: 'not_an_option' }).optional(),
    limit: paging.limit,
    cursor: decisionCursor.optional(),
  }),
  responses: { 200: listOf(decision) },
  async handle({ actor, query }) {
    if (query.cursor && query.cursor[0] !== query.state) throw foreignCursor()
    const page = await listDecisions(actor, query)
    return { body: { data: page.rows.map(decisionJson), nextCursor: page.nextCursor } }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list)

import { z } from 'zod'
import { listHandoffs } from '@/lib/handoffs/queries/list'
import { HANDOFF_STATES, handoffCursor } from '@/lib/handoffs/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { foreignCursor, listOf, paging } from '../_resources/common'
import { handoff, handoffJson } from '../_resources/handoff'

const list = defineRoute({
  method: 'GET',
  path: '/handoffs',
  tag: 'Handoffs',
  summary: 'The queue, or what was decided',
  description:
    'pending (which includes overdue ones) and overdue: most urgent first; accepted and rejected: newest first.',
  query: z.strictObject({
    state: z.enum(HANDOFF_STATES, { error: 'not_an_option' }).default('pending'),
    limit: paging.limit,
    cursor: handoffCursor.optional(),
  }),
  responses: { 200: listOf(handoff) },
  async handle({ actor, query }) {
    const order = query.state === 'pending' || query.state === 'overdue' ? 'due' : 'decided'
    if (query.cursor && query.cursor[0] !== order) throw foreignCursor()
    const page = await listHandoffs(actor, query)
    return { body: { data: page.rows.map(handoffJson), nextCursor: page.nextCursor } }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list)

import { z } from 'zod'
import { encodeCursor } from '@/lib/platform/cursor'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { listUnrouted } from '@/lib/routing/queries/rules'
import { unroutedCursor } from '@/lib/routing/schema'
import { listOf, paging } from '../../_resources/common'
import { unrouted, unroutedJson } from '../../_resources/routing'

const list = defineRoute({
  method: 'GET',
  path: '/routing/unrouted',
  tag: 'Routing',
  summary: 'Handoffs that went to the open queue by no rule, the newest first',
  query: z.strictObject({
    why: z.enum(['no_match', 'nobody_free'], { error: 'not_an_option' }).optional(),
    ...paging,
    cursor: unroutedCursor.meta({ type: 'string' }),
  }),
  responses: { 200: listOf(unrouted) },
  async handle({ actor, query: { why, limit, cursor } }) {
    const before = cursor && { at: cursor[0], id: cursor[1] }
    const { rows, next } = await listUnrouted(actor, { gap: why, before, limit })
    const nextCursor = next && encodeCursor([next.at, next.id])
    return { body: { data: rows.map(unroutedJson), nextCursor } }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list)

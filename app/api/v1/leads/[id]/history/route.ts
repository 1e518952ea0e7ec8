import { z } from 'zod'
import { leadById, leadHistory } from '@/lib/leads/queries/record'
import { cursorInput, encodeCursor } from '@/lib/platform/cursor'
import { HttpProblem } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { listOf, paging } from '../../../_resources/common'
import { eventJson, leadEvent } from '../../../_resources/lead'

const cursor = cursorInput(z.tuple([z.literal('event'), z.int().min(1)])).optional()

const history = defineRoute({
  method: 'GET',
  path: '/leads/{id}/history',
  tag: 'Leads',
  summary: 'What happened to a lead, oldest first',
  query: z.strictObject({ limit: paging.limit, cursor }),
  responses: { 200: listOf(leadEvent) },
  async handle({ actor, id, query }) {
    const { events, more } = await leadHistory(actor, id, { limit: query.limit, after: query.cursor?.[1] })
    if (events.length === 0 && !(await leadById(actor, id))) throw new HttpProblem('NOT_FOUND')
    const last = events.at(-1)
    return {
      body: {
        data: events.map(eventJson),
        nextCursor: more && last ? encodeCursor(['event', last.id]) : null,
      },
    }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(history)

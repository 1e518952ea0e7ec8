import { z } from 'zod'
import { leadsOfRun, runById } from '@/lib/nurture/queries/runs'
import { cursorInput, encodeCursor } from '@/lib/platform/cursor'
import { HttpProblem } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { id as idOf, listOf, paging } from '../../../../_resources/common'

const cursor = cursorInput(z.tuple([z.literal('lead'), z.int().min(1).max(2_147_483_647)])).optional()

const list = defineRoute({
  method: 'GET',
  path: '/nurture/attachments/{id}/leads',
  tag: 'Nurture',
  summary: 'What became of each lead',
  query: z.strictObject({
    outcome: z.enum(['attached', 'kept', 'left'], { error: 'not_an_option' }),
    limit: paging.limit,
    cursor,
  }),
  responses: {
    200: listOf(
      z.strictObject({
        id: idOf,
        displayName: z.string(),
        plan: z.string().nullable().meta({ description: 'the plan that it follows now' }),
      }),
    ),
  },
  async handle({ actor, id, query: { outcome, limit, cursor } }) {
    if (!(await runById(actor, id))) throw new HttpProblem('NOT_FOUND')
    const found = await leadsOfRun(actor, { runId: id, outcome, after: cursor?.[1], limit: limit + 1 })
    const data = found.slice(0, limit)
    const last = data.at(-1)
    return {
      body: {
        data: data.map(({ id, name, plan }) => ({ id, displayName: name, plan })),
        nextCursor: last && found.length > limit ? encodeCursor(['lead', last.id]) : null,
      },
    }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list)

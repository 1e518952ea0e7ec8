import { z } from 'zod'
import { dueSteps } from '@/lib/nurture/queries/due'
import { cursorInput, encodeCursor } from '@/lib/platform/cursor'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { dateInput } from '@/lib/platform/input'
import { listOf, paging } from '../../_resources/common'
import { dueStep, dueStepJson } from '../../_resources/nurture'

const cursor = cursorInput(
  z.tuple([z.literal('due'), dateInput, z.int().min(1).max(2_147_483_647)]),
).optional()

const list = defineRoute({
  method: 'GET',
  path: '/nurture/steps',
  tag: 'Nurture',
  summary: 'The touches of plans that are due, the longest due first',
  query: z.strictObject({
    whose: z.enum(['mine', 'all'], { error: 'not_an_option' }).default('all'),
    limit: paging.limit,
    cursor,
  }),
  responses: { 200: listOf(dueStep) },
  async handle({ actor, query: { whose, limit, cursor } }) {
    const after = cursor && ([cursor[1], cursor[2]] as const)
    const found = await dueSteps(actor, { scope: whose, after, limit })
    const data = found.slice(0, limit)
    const last = data.at(-1)
    return {
      body: {
        data: data.map(dueStepJson),
        nextCursor: last && found.length > limit ? encodeCursor(['due', last.dueOn, last.id]) : null,
      },
    }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list)

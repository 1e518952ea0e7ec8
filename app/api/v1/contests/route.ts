import { z } from 'zod'
import { listContests } from '@/lib/handoffs/queries/contests'
import { contestCursor } from '@/lib/handoffs/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { foreignCursor, listOf, paging } from '../_resources/common'
import { contest, contestJson } from '../_resources/contest'

const list = defineRoute({
  method: 'GET',
  path: '/contests',
  tag: 'Contests',
  summary: 'Contested rejections',
  description: 'open: the oldest first; settled: the newest first.',
  query: z.strictObject({
    state: z.enum(['open', 'settled'], { error: 'not_an_option' }).default('open'),
    limit: paging.limit,
    cursor: contestCursor.optional(),
  }),
  responses: { 200: listOf(contest) },
  async handle({ actor, query }) {
    if (query.cursor && query.cursor[0] !== query.state) throw foreignCursor()
    const page = await listContests(actor, query)
    return { body: { data: page.rows.map(contestJson), nextCursor: page.nextCursor } }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list)

import { z } from 'zod'
import { defaultDealSort, listDeals } from '@/lib/deals/queries'
import { DEAL_SORTS, DEAL_STATES, dealCursor } from '@/lib/deals/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { foreignCursor, listOf, paging } from '../_resources/common'
import { deal, dealJson } from '../_resources/deal'

const list = defineRoute({
  method: 'GET',
  path: '/deals',
  tag: 'Deals',
  summary: 'List deals',
  query: z.strictObject({
    state: z.enum(DEAL_STATES, { error: 'not_an_option' }).optional(),
    sort: z.enum(DEAL_SORTS, { error: 'not_an_option' }).optional(),
    limit: paging.limit,
    cursor: dealCursor.optional(),
  }),
  responses: { 200: listOf(deal) },
  async handle({ actor, query }) {
    const sort = query.sort ?? defaultDealSort(query.state)
    if (query.cursor && query.cursor[0] !== sort) throw foreignCursor()
    const page = await listDeals(actor, { ...query, sort })
    return { body: { data: page.rows.map(dealJson), nextCursor: page.nextCursor } }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list)

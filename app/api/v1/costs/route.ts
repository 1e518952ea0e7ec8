import { settle } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { createCost } from '@/lib/spend/commands/ledger'
import { listCosts, placeNamed } from '@/lib/spend/queries/ledger'
import { costsQuery, createCostInput } from '@/lib/spend/schema'
import { ledgerCursor } from '@/lib/spend/search-params'
import { listOf, money, paging } from '../_resources/common'
import { cost, costJson, costReply } from '../_resources/cost'

const cursor = ledgerCursor.optional()

const list = defineRoute({
  method: 'GET',
  path: '/costs',
  tag: 'Numbers',
  summary: 'The cost ledger of both sides',
  description:
    'The entries that touch the days from–to, the latest first; `inPeriod` is what of each lies there, so that all of them add up to the costs of the period. `shared=true`: shared costs only.',
  query: costsQuery.safeExtend({ ...paging, cursor }),
  responses: { 200: listOf(cost.extend({ inPeriod: money }).meta({ id: 'CostInPeriod' })) },
  async handle({ actor, query }) {
    const { from, to, side, kind, shared, channel, campaign, q, limit, cursor } = query
    const place = channel ? settle(await placeNamed(actor, { channel, campaign })) : {}
    const { rows, nextCursor } = await listCosts(actor, {
      period: { from, to },
      filters: {
        side,
        planned: kind && kind === 'planned',
        q,
        ...place,
        ...(shared ? { channelId: null } : {}),
      },
      after: cursor ? [cursor[1], cursor[2]] : null,
      limit,
    })
    return { body: { data: rows.map((row) => ({ ...costJson(row), inPeriod: row.inPeriod })), nextCursor } }
  },
})

const create = defineRoute({
  method: 'POST',
  path: '/costs',
  tag: 'Numbers',
  summary: 'Enter a cost',
  description:
    'Of a channel, of a campaign, or shared (`splitBy`, no `channel`). For a `day`; for a `month`, or each month until `untilMonth`; or spread evenly over the days `from`–`to`. Of the `kind` planned beside actual. Each side records its own.',
  body: createCostInput,
  responses: { 201: cost },
  perform: ({ actor, body }) => createCost(actor, body),
  reply: (entry) => costReply(entry, 201),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list, create)

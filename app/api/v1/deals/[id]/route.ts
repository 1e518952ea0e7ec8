import { editDeal } from '@/lib/deals/commands'
import { dealById } from '@/lib/deals/queries'
import { editDealInput } from '@/lib/deals/schema'
import { HttpProblem } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { deal, dealReply } from '../../_resources/deal'

const read = defineRoute({
  method: 'GET',
  path: '/deals/{id}',
  tag: 'Deals',
  summary: 'Read a deal',
  responses: { 200: deal },
  async handle({ actor, id }) {
    const found = await dealById(actor, id)
    if (!found) throw new HttpProblem('NOT_FOUND')
    return dealReply(found)
  },
})

const edit = defineRoute({
  method: 'PATCH',
  path: '/deals/{id}',
  tag: 'Deals',
  summary: 'Change an open deal',
  body: editDealInput.omit({ dealId: true, version: true }),
  ifMatch: 'optional',
  responses: { 200: deal },
  perform: ({ actor, id, body, version }) => editDeal(actor, { ...body, dealId: id, version }),
  reply: (changed) => dealReply(changed),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(read, edit)

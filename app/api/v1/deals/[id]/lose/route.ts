import { loseDeal } from '@/lib/deals/commands'
import { loseDealInput } from '@/lib/deals/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { deal, dealReply } from '../../../_resources/deal'

const lose = defineRoute({
  method: 'POST',
  path: '/deals/{id}/lose',
  tag: 'Deals',
  summary: 'Lose a deal, with the reason',
  body: loseDealInput.omit({ dealId: true, version: true }),
  ifMatch: 'optional',
  responses: { 200: deal },
  perform: ({ actor, id, body, version }) => loseDeal(actor, { ...body, dealId: id, version }),
  reply: (changed) => dealReply(changed),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(lose)

import { winDeal } from '@/lib/deals/commands'
import { winDealInput } from '@/lib/deals/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { deal, dealReply } from '../../../_resources/deal'

const win = defineRoute({
  method: 'POST',
  path: '/deals/{id}/win',
  tag: 'Deals',
  summary: 'Win a deal',
  body: winDealInput.omit({ dealId: true, version: true }),
  ifMatch: 'optional',
  responses: { 200: deal },
  perform: ({ actor, id, body, version }) => winDeal(actor, { ...body, dealId: id, version }),
  reply: (changed) => dealReply(changed),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(win)

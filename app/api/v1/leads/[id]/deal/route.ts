import { openDeal } from '@/lib/deals/commands'
import { openDealInput } from '@/lib/deals/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { deal, dealReply } from '../../../_resources/deal'

const open = defineRoute({
  method: 'POST',
  path: '/leads/{id}/deal',
  tag: 'Deals',
  summary: 'Open the deal of an accepted lead',
  body: openDealInput.omit({ leadId: true, version: true }),
  ifMatch: 'optional',
  responses: { 201: deal },
  perform: ({ actor, id, body, version }) => openDeal(actor, { ...body, leadId: id, version }),
  reply: (opened) => dealReply(opened, 201),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(open)

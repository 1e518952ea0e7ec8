import { handOffLead } from '@/lib/handoffs/commands/offer'
import { handOffInput } from '@/lib/handoffs/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { handoff, handoffJson } from '../../../_resources/handoff'

const handOff = defineRoute({
  method: 'POST',
  path: '/leads/{id}/handoff',
  tag: 'Steps',
  summary: 'Offer a lead to sales',
  description:
    'Without an assignee (the e-mail of a rep) it is offered to everyone in sales. A lead that is not sales-ready needs an overrideReason.',
  body: handOffInput.omit({ leadId: true, version: true }),
  ifMatch: 'optional',
  responses: { 201: handoff },
  perform: ({ actor, id, body, version }) => handOffLead(actor, { ...body, leadId: id, version }),
  reply: (offered) => ({
    status: 201,
    body: handoffJson(offered),
    headers: { Location: `/api/v1/handoffs/${offered.id}` },
  }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(handOff)

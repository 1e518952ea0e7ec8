import { takeLead } from '@/lib/leads/commands/other-steps'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { lead, leadReply } from '../../../_resources/lead'

const take = defineRoute({
  method: 'POST',
  path: '/leads/{id}/take',
  tag: 'Steps',
  summary: 'Take a lead that sales found',
  ifMatch: 'optional',
  responses: { 200: lead },
  perform: ({ actor, id, version }) => takeLead(actor, { leadId: id, version }),
  reply: (changed) => leadReply(changed),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(take)

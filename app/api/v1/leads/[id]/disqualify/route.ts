import { disqualifyLead } from '@/lib/leads/commands/other-steps'
import { disqualifyInput } from '@/lib/leads/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { lead, leadReply } from '../../../_resources/lead'

const disqualify = defineRoute({
  method: 'POST',
  path: '/leads/{id}/disqualify',
  tag: 'Steps',
  summary: 'Disqualify a lead',
  body: disqualifyInput.omit({ leadId: true, version: true }),
  ifMatch: 'optional',
  responses: { 200: lead },
  perform: ({ actor, id, body, version }) => disqualifyLead(actor, { ...body, leadId: id, version }),
  reply: (changed) => leadReply(changed),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(disqualify)

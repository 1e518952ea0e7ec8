import { reopenLead } from '@/lib/leads/commands/other-steps'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { lead, leadReply } from '../../../_resources/lead'

const reopen = defineRoute({
  method: 'POST',
  path: '/leads/{id}/reopen',
  tag: 'Steps',
  summary: 'Reopen a disqualified lead',
  ifMatch: 'optional',
  responses: { 200: lead },
  perform: ({ actor, id, version }) => reopenLead(actor, { leadId: id, version }),
  reply: (changed) => leadReply(changed),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(reopen)

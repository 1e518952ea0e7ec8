import { nurtureLead } from '@/lib/leads/commands/other-steps'
import { nurtureInput } from '@/lib/leads/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { lead, leadReply } from '../../../_resources/lead'

const nurture = defineRoute({
  method: 'POST',
  path: '/leads/{id}/nurture',
  tag: 'Steps',
  summary: 'Keep a lead warm until a day',
  body: nurtureInput.omit({ leadId: true, version: true }),
  ifMatch: 'optional',
  responses: { 200: lead },
  perform: ({ actor, id, body, version }) => nurtureLead(actor, { ...body, leadId: id, version }),
  reply: (changed) => leadReply(changed),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(nurture)

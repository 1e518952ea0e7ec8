import { qualifyLead } from '@/lib/leads/commands/qualify'
import { qualifyInput } from '@/lib/leads/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { qualifiedLead, qualifiedReply } from '../../../_resources/lead'

const qualify = defineRoute({
  method: 'POST',
  path: '/leads/{id}/qualification',
  tag: 'Steps',
  summary: 'Qualify a lead by its answers',
  description: 'A grade other than the computed one needs an overrideReason.',
  body: qualifyInput.omit({ leadId: true, version: true }),
  ifMatch: 'optional',
  responses: { 200: qualifiedLead },
  perform: ({ actor, id, body, version }) => qualifyLead(actor, { ...body, leadId: id, version }),
  reply: qualifiedReply,
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(qualify)

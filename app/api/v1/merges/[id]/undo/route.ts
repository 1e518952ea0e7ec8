import { undoMerge } from '@/lib/leads/commands/merge'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { leadJson, partedLeads } from '../../../_resources/lead'

const undo = defineRoute({
  method: 'POST',
  path: '/merges/{id}/undo',
  tag: 'Leads',
  summary: 'Part two leads that were merged',
  description:
    'Both are as they were, with everything that was theirs; what came since stays with the kept one. Possible for 30 days, as long as the kept lead took no step and was not edited or merged again.',
  responses: { 200: partedLeads },
  perform: ({ actor, id }) => undoMerge(actor, { mergeId: id }),
  reply: ({ lead, other }) => ({ body: { lead: leadJson(lead), other: leadJson(other) } }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(undo)

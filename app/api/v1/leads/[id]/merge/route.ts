import { mergeLeads } from '@/lib/leads/commands/merge'
import { mergeBody } from '@/lib/leads/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { leadReply, mergedLead } from '../../../_resources/lead'

const merge = defineRoute({
  method: 'POST',
  path: '/leads/{id}/merge',
  tag: 'Leads',
  summary: 'Merge with another lead that is the same',
  description:
    'The lead that is further along is kept, whichever of the two is addressed; everything that belongs to the other follows it. `fields` says from which of the two a field comes, by its id (`note` may be "both"); what is left out is the kept lead’s where it has a value. The other answers 410 from then on and names the kept one.',
  body: mergeBody,
  ifMatch: 'optional',
  responses: { 200: mergedLead },
  perform: ({ actor, id, body: { other, otherVersion, fields }, version }) =>
    mergeLeads(actor, { leadId: id, otherId: other, version, otherVersion, fields }),
  reply: ({ lead, mergeId }) => leadReply(lead, { mergeId }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(merge)

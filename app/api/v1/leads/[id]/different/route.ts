import { markDifferent } from '@/lib/leads/commands/merge'
import { differentBody } from '@/lib/leads/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'

const different = defineRoute({
  method: 'POST',
  path: '/leads/{id}/different',
  tag: 'Leads',
  summary: 'Say that another lead looks alike and is not the same',
  description: 'They are not suggested to each other as duplicates any more.',
  body: differentBody,
  responses: { 204: null },
  perform: ({ actor, id, body }) => markDifferent(actor, { leadId: id, otherId: body.other }),
  reply: () => ({ status: 204 }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(different)

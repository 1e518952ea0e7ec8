import { acceptHandoff } from '@/lib/handoffs/commands/accept'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { handoff, handoffJson } from '../../../_resources/handoff'

const accept = defineRoute({
  method: 'POST',
  path: '/handoffs/{id}/accept',
  tag: 'Handoffs',
  summary: 'Take the lead',
  description: 'A second verdict is 409 and names who decided.',
  responses: { 200: handoff },
  perform: ({ actor, id }) => acceptHandoff(actor, { handoffId: id }),
  reply: (changed) => ({ body: handoffJson(changed) }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(accept)

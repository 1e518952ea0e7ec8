import { reassignHandoff } from '@/lib/handoffs/commands/reassign'
import { reassignInput } from '@/lib/handoffs/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { handoff, handoffJson } from '../../../_resources/handoff'

const reassign = defineRoute({
  method: 'POST',
  path: '/handoffs/{id}/reassign',
  tag: 'Handoffs',
  summary: 'Give an undecided handoff to another rep, or (assignee null) to everyone in sales',
  description: 'Whoever has it, or the head of sales. The due time stays.',
  body: reassignInput.omit({ handoffId: true }),
  responses: { 200: handoff },
  perform: ({ actor, id, body }) => reassignHandoff(actor, { ...body, handoffId: id }),
  reply: (changed) => ({ body: handoffJson(changed) }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(reassign)

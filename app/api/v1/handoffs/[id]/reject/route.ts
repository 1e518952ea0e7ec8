import { rejectHandoff } from '@/lib/handoffs/commands/reject'
import { rejectInput } from '@/lib/handoffs/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { handoff, handoffJson } from '../../../_resources/handoff'

const reject = defineRoute({
  method: 'POST',
  path: '/handoffs/{id}/reject',
  tag: 'Handoffs',
  summary: 'Hand the lead back with a reason',
  description: 'The reason is a code or name from the list of rejection reasons; some ask for a comment.',
  body: rejectInput.omit({ handoffId: true }),
  responses: { 200: handoff },
  perform: ({ actor, id, body }) => rejectHandoff(actor, { ...body, handoffId: id }),
  reply: (changed) => ({ body: handoffJson(changed) }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(reject)

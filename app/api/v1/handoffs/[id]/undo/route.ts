import { undoVerdict } from '@/lib/handoffs/commands/undo'
import { UNDO_SECONDS } from '@/lib/handoffs/undo'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { handoff, handoffJson } from '../../../_resources/handoff'

const undo = defineRoute({
  method: 'POST',
  path: '/handoffs/{id}/undo',
  tag: 'Handoffs',
  summary: 'Take your verdict back',
  description: `Who decided can do it for ${UNDO_SECONDS} seconds: lead and handoff are as before the verdict. Later, or once somebody has worked on the lead, it is 409.`,
  responses: { 200: handoff },
  perform: ({ actor, id }) => undoVerdict(actor, { handoffId: id }),
  reply: (changed) => ({ body: handoffJson(changed) }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(undo)

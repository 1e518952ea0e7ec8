import { askAboutHandoff } from '@/lib/handoffs/commands/question'
import { askInput } from '@/lib/handoffs/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { handoff, handoffJson } from '../../../_resources/handoff'

const ask = defineRoute({
  method: 'POST',
  path: '/handoffs/{id}/ask',
  tag: 'Handoffs',
  summary: 'Send the lead back with a question',
  description: 'Once per round. The clock of sales pauses until marketing answers.',
  body: askInput.omit({ handoffId: true }),
  responses: { 200: handoff },
  perform: ({ actor, id, body }) => askAboutHandoff(actor, { ...body, handoffId: id }),
  reply: (changed) => ({ body: handoffJson(changed) }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(ask)

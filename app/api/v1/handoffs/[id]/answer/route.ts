import { answerHandoff } from '@/lib/handoffs/commands/question'
import { answerInput } from '@/lib/handoffs/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { handoff, handoffJson } from '../../../_resources/handoff'

const answer = defineRoute({
  method: 'POST',
  path: '/handoffs/{id}/answer',
  tag: 'Handoffs',
  summary: 'Answer the question of sales',
  description: 'What was left of the time of sales runs again.',
  body: answerInput.omit({ handoffId: true }),
  responses: { 200: handoff },
  perform: ({ actor, id, body }) => answerHandoff(actor, { ...body, handoffId: id }),
  reply: (changed) => ({ body: handoffJson(changed) }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(answer)

import { settleDecision } from '@/lib/meetings/commands/decisions'
import { settlingBody } from '@/lib/meetings/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { decision, decisionReply } from '../../../_resources/meeting'

const settle = defineRoute({
  method: 'POST',
  path: '/decisions/{id}/state',
  tag: 'Meetings',
  summary: 'Say that it is done, dropped, or open after all',
  description: 'The owner says done or open; heads and executives say everything.',
  body: settlingBody,
  ifMatch: 'optional',
  responses: { 200: decision },
  perform: ({ actor, id, body, version }) => settleDecision(actor, { ...body, decisionId: id, version }),
  reply: (changed) => decisionReply(changed),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(settle)

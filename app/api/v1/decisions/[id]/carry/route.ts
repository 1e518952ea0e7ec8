import { carryDecision } from '@/lib/meetings/commands/decisions'
import { carryingBody } from '@/lib/meetings/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { decision, decisionReply } from '../../../_resources/meeting'

const carry = defineRoute({
  method: 'POST',
  path: '/decisions/{id}/carry',
  tag: 'Meetings',
  summary: 'Give an earlier decision more time, or to somebody else',
  description: 'By the meeting that goes on; which day and owner it had before is kept.',
  body: carryingBody,
  ifMatch: 'optional',
  responses: { 200: decision },
  perform: ({ actor, id, body, version }) => carryDecision(actor, { ...body, decisionId: id, version }),
  reply: (changed) => decisionReply(changed),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(carry)

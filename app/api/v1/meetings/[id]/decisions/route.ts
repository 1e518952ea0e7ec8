import { noteDecision } from '@/lib/meetings/commands/decisions'
import { newDecisionBody } from '@/lib/meetings/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { decision, decisionReply } from '../../../_resources/meeting'

const note = defineRoute({
  method: 'POST',
  path: '/meetings/{id}/decisions',
  tag: 'Meetings',
  summary: 'Note what was decided, who does it and by when',
  description: '`owner`: an e-mail or an id. While the meeting goes on.',
  body: newDecisionBody,
  responses: { 201: decision },
  perform: ({ actor, id, body }) => noteDecision(actor, { ...body, meetingId: id }),
  reply: (made) => ({ status: 201, ...decisionReply(made) }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(note)

import { editDecision } from '@/lib/meetings/commands/decisions'
import { decisionById } from '@/lib/meetings/queries/decisions'
import { decisionBody } from '@/lib/meetings/schema'
import { HttpProblem } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { decision, decisionReply } from '../../_resources/meeting'

const read = defineRoute({
  method: 'GET',
  path: '/decisions/{id}',
  tag: 'Meetings',
  summary: 'Read a decision',
  responses: { 200: decision },
  async handle({ actor, id }) {
    const found = await decisionById(actor, id)
    if (!found) throw new HttpProblem('NOT_FOUND')
    return decisionReply(found)
  },
})

const edit = defineRoute({
  method: 'PATCH',
  path: '/decisions/{id}',
  tag: 'Meetings',
  summary: 'Word a decision anew, while its meeting goes on',
  body: decisionBody,
  ifMatch: 'required',
  responses: { 200: decision },
  perform: ({ actor, id, body, version }) => editDecision(actor, { ...body, decisionId: id, version }),
  reply: (changed) => decisionReply(changed),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(read, edit)

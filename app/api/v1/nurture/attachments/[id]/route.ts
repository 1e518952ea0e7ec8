import { runById } from '@/lib/nurture/queries/runs'
import { HttpProblem } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { attachment, attachmentJson } from '../../../_resources/nurture'

const get = defineRoute({
  method: 'GET',
  path: '/nurture/attachments/{id}',
  tag: 'Nurture',
  summary: 'A plan put on many leads: how far it is, and what became of them',
  responses: { 200: attachment },
  async handle({ actor, id }) {
    const run = await runById(actor, id)
    if (!run) throw new HttpProblem('NOT_FOUND')
    return { body: attachmentJson(run) }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(get)

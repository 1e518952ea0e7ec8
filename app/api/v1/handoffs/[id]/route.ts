import { handoffById } from '@/lib/handoffs/queries/list'
import { HttpProblem } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { handoff, handoffJson } from '../../_resources/handoff'

const read = defineRoute({
  method: 'GET',
  path: '/handoffs/{id}',
  tag: 'Handoffs',
  summary: 'Read a handoff',
  responses: { 200: handoff },
  async handle({ actor, id }) {
    const found = await handoffById(actor, id)
    if (!found) throw new HttpProblem('NOT_FOUND')
    return { body: handoffJson(found) }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(read)

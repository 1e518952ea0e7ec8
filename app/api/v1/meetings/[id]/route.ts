import { meetingById } from '@/lib/meetings/queries/meetings'
import { HttpProblem } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { meeting, meetingJson } from '../../_resources/meeting'

const read = defineRoute({
  method: 'GET',
  path: '/meetings/{id}',
  tag: 'Meetings',
  summary: 'A meeting with its agenda and decisions',
  responses: { 200: meeting },
  async handle({ actor, id }) {
    const found = await meetingById(actor, id)
    if (!found) throw new HttpProblem('NOT_FOUND')
    return { body: meetingJson(found) }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(read)

import { contestById } from '@/lib/handoffs/queries/contests'
import { etagOf } from '@/lib/platform/http/etag'
import { HttpProblem } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { contest, contestJson } from '../../_resources/contest'

const read = defineRoute({
  method: 'GET',
  path: '/contests/{id}',
  tag: 'Contests',
  summary: 'One contested rejection',
  responses: { 200: contest },
  async handle({ actor, id }) {
    const found = await contestById(actor, id)
    if (!found) throw new HttpProblem('NOT_FOUND')
    return { body: contestJson(found), headers: { ETag: etagOf(found.version) } }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(read)

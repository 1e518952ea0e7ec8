import { bulkRunById } from '@/lib/bulk/queries/runs'
import { HttpProblem } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { bulkRun, bulkRunJson } from '../../_resources/bulk'

const get = defineRoute({
  method: 'GET',
  path: '/bulk/{id}',
  tag: 'Bulk',
  summary: 'How far a step with many leads is',
  responses: { 200: bulkRun },
  async handle({ actor, id }) {
    const run = await bulkRunById(actor, id)
    if (!run) throw new HttpProblem('NOT_FOUND')
    return { body: bulkRunJson(run) }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(get)

import { personPerformance } from '@/lib/performance/queries/people'
import { performanceQuery } from '@/lib/performance/schema'
import { settle } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { personAnswer, personJson } from '../../_resources/performance'

const read = defineRoute({
  method: 'GET',
  path: '/performance/{id}',
  tag: 'Numbers',
  summary: "One person's quality, kept promises and points, with the computation",
  description: '403 for whose numbers are not for the reader.',
  query: performanceQuery,
  responses: { 200: personAnswer },
  async handle({ actor, id, query }) {
    return { body: personJson(settle(await personPerformance(actor, id, query))) }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(read)

import { performance } from '@/lib/performance/queries/people'
import { performanceQuery } from '@/lib/performance/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { performanceAnswer, performanceJson } from '../_resources/performance'

const read = defineRoute({
  method: 'GET',
  path: '/performance',
  tag: 'Numbers',
  summary: 'Quality and kept promises of each person',
  description:
    'Each person reads their own numbers, a head those of the side, executives all. Shares are judged against everybody else on the side. Points are counted by the weights that were in force on the day.',
  query: performanceQuery,
  responses: { 200: performanceAnswer },
  async handle({ actor, query }) {
    return { body: performanceJson(await performance(actor, query)) }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(read)

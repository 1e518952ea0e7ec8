import { funnel } from '@/lib/funnel/queries/funnel'
import { funnelQuery } from '@/lib/funnel/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { funnelAnswer, funnelJson } from '../_resources/funnel'

const read = defineRoute({
  method: 'GET',
  path: '/funnel',
  tag: 'Numbers',
  summary: 'The funnel from reach to won',
  description:
    "cohort: leads created in the period, and what they have reached by now (or within so many days); period: what happened in the period. Days are days in the organisation's time zone; `to` is included.",
  query: funnelQuery,
  responses: { 200: funnelAnswer },
  async handle({ actor, query }) {
    return { body: funnelJson(await funnel(actor, { ...query, filters: {} })) }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(read)

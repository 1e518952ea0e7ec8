import { cohorts } from '@/lib/funnel/queries/cohorts'
import { cohortsQuery } from '@/lib/funnel/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { cohortsAnswer, cohortsJson } from '../../_resources/cohorts'

const read = defineRoute({
  method: 'GET',
  path: '/funnel/cohorts',
  tag: 'Numbers',
  summary: 'Months of creation against months since',
  description:
    'How many of the leads created in each month had reached a stage (or a later one) by the end of which month after it, and within 30, 60 and 90 days. Of at most 120 months.',
  query: cohortsQuery,
  responses: { 200: cohortsAnswer },
  async handle({ actor, query: { channel, ...query } }) {
    return {
      body: cohortsJson(
        await cohorts(actor, { ...query, filters: channel === undefined ? {} : { channel } }),
      ),
    }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(read)

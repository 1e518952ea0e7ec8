import { defineRoute, serve } from '@/lib/platform/http/route'
import { summary } from '@/lib/reports/queries'
import { summaryQuery } from '@/lib/reports/schema'
import { summaryAnswer, summaryJson } from '../../_resources/report'

const read = defineRoute({
  method: 'GET',
  path: '/reports/summary',
  tag: 'Numbers',
  summary: 'What a board needs on one page',
  description:
    'The funnel of the leads created in these days, the shared KPIs with judged changes and targets, money, channels, promises, and what needs a decision. The same numbers as GET /funnel, /kpis and /promises.',
  query: summaryQuery,
  responses: { 200: summaryAnswer },
  async handle({ actor, query }) {
    return { body: summaryJson(await summary(actor, query)) }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(read)

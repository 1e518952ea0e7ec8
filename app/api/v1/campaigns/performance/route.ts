import { sortPerformance } from '@/lib/funnel/performance'
import { performance } from '@/lib/funnel/queries/performance'
import { performanceQuery } from '@/lib/funnel/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { performanceAnswer, performanceJson } from '../../_resources/campaign'

const read = defineRoute({
  method: 'GET',
  path: '/campaigns/performance',
  tag: 'Numbers',
  summary: 'What channels and campaigns cost, brought and gave back',
  description:
    'period: the shared KPIs of the days, whenever the leads were created. cohort: what the money of the days bought, the leads created in them and what became of these by now. attribution: a lead counts once, under its own source (first) or where its latest touch until the acceptance came from (last). `channel`: the id of one.',
  query: performanceQuery,
  responses: { 200: performanceAnswer },
  async handle({ actor, query }) {
    const { from, to, basis, attribution, groupBy, channel, verdict, sort } = query
    const { rows, total } = await performance(actor, { from, to, basis, attribution, groupBy, channel })
    const descending = sort.startsWith('-')
    const by = (descending ? sort.slice(1) : sort) as Parameters<typeof sortPerformance>[1]
    const shown = rows.filter((row) => verdict === undefined || row.verdict === verdict)
    return {
      body: {
        ...{ from, to, basis, attribution, groupBy },
        rows: sortPerformance(shown, by, descending, actor.locale).map((row) => {
          const { key, label, channel, verdict } = row
          return { key, label, channel, verdict, ...performanceJson(row) }
        }),
        total: performanceJson(total),
      },
    }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(read)

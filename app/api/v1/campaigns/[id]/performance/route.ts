import { campaignById } from '@/lib/channels/queries'
import { lateWins, performanceOver } from '@/lib/funnel/queries/performance'
import { campaignPerformanceQuery } from '@/lib/funnel/schema'
import { HttpProblem } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { campaignPerformanceAnswer, performanceJson } from '../../../_resources/campaign'

const read = defineRoute({
  method: 'GET',
  path: '/campaigns/{id}/performance',
  tag: 'Numbers',
  summary: 'One campaign from spend to revenue',
  description:
    'As a whole and month by month; on the cohort basis a month is what its money bought: the leads created in it, and what became of these by now. `lateWins`: customers of the days whose leads came before.',
  query: campaignPerformanceQuery,
  responses: { 200: campaignPerformanceAnswer },
  async handle({ actor, id, query }) {
    const found = await campaignById(actor, id)
    if (!found) throw new HttpProblem('NOT_FOUND')
    const { from, to, basis, attribution } = query
    const place = { campaign: id }
    const [{ total, months }, late] = await Promise.all([
      performanceOver(actor, { from, to, basis, attribution, place }),
      lateWins(actor, { from, to }, place, attribution),
    ])
    return {
      body: {
        campaign: { id, name: found.name },
        channel: found.channel,
        ...{ from, to, basis, attribution },
        total: performanceJson(total),
        months: months.map((row) => ({ month: row.month, ...performanceJson(row) })),
        lateWins: late,
      },
    }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(read)

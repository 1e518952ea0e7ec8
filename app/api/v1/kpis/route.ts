import { z } from 'zod'
import { kpisInput } from '@/lib/funnel/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { kpisWithTargets } from '@/lib/targets/queries'
import { day } from '../_resources/common'
import { kpi, kpiJson } from '../_resources/funnel'

const read = defineRoute({
  method: 'GET',
  path: '/kpis',
  tag: 'Numbers',
  summary: 'The KPIs that both sides share',
  description:
    'Each by its definition in GET /metrics. `target`: where the days are exactly a month, a quarter or a year with a target ' +
    'that both heads have agreed to.',
  query: kpisInput,
  responses: {
    200: z.strictObject({ from: day, to: day, currency: z.string(), data: z.array(kpi) }),
  },
  async handle({ actor, query }) {
    const { from, to, currency, data } = await kpisWithTargets(actor, query)
    return { body: { from, to, currency, data: data.map(kpiJson) } }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(read)

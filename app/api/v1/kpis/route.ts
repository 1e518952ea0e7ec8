import { z } from 'zod'
import { kpis } from '@/lib/funnel/queries/kpis'
import { kpisInput } from '@/lib/funnel/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { day } from '../_resources/common'
import { kpi, kpiJson } from '../_resources/funnel'

const read = defineRoute({
  method: 'GET',
  path: '/kpis',
  tag: 'Numbers',
  summary: 'The KPIs that both sides share',
  query: kpisInput,
  responses: {
    200: z.strictObject({ from: day, to: day, currency: z.string(), data: z.array(kpi) }),
  },
  async handle({ actor, query }) {
    const { from, to, currency, data } = await kpis(actor, query)
    return { body: { from, to, currency, data: data.map(kpiJson) } }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(read)

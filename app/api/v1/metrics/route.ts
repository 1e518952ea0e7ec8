import { z } from 'zod'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { metric, metricsJson } from '../_resources/metric'

const list = defineRoute({
  method: 'GET',
  path: '/metrics',
  tag: 'Numbers',
  summary: 'Every metric as it is defined: what is divided by what, of which records, by which day',
  description:
    'The same definitions that the screens, the lists behind their numbers, exports and letters read.',
  responses: { 200: z.strictObject({ data: z.array(metric) }) },
  handle: async () => ({ body: { data: metricsJson() } }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list)

import { qualityMix } from '@/lib/funnel/queries/quality'
import { qualityQuery } from '@/lib/funnel/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { qualityAnswer, qualityJson } from '../_resources/quality'

const read = defineRoute({
  method: 'GET',
  path: '/quality',
  tag: 'Numbers',
  summary: 'Hot, warm and cold by channel or campaign',
  description:
    "Of the leads created in the period, in days of the organisation's time zone. Each share is judged against that of all other rows together; what the mix suggests is said only where that is known.",
  query: qualityQuery,
  responses: { 200: qualityAnswer },
  async handle({ actor, query }) {
    return { body: qualityJson(await qualityMix(actor, query)) }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(read)

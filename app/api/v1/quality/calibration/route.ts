import { gradingCalibration } from '@/lib/funnel/queries/quality'
import { calibrationQuery } from '@/lib/funnel/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { calibrationAnswer, calibrationJson } from '../../_resources/quality'

const read = defineRoute({
  method: 'GET',
  path: '/quality/calibration',
  tag: 'Numbers',
  summary: 'How often hot, warm and cold were accepted and won',
  description:
    'Of the handoffs decided in the period, at the grade at which they were handed off; a win counts for the last round that was accepted. Heads and executives read each marketer; the others the whole and themselves.',
  query: calibrationQuery,
  responses: { 200: calibrationAnswer },
  async handle({ actor, query }) {
    return { body: calibrationJson(await gradingCalibration(actor, query)) }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(read)

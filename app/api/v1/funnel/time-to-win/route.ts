import { timeToWin } from '@/lib/funnel/queries/time-to-win'
import { timeToWinQuery } from '@/lib/funnel/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { timeToWinAnswer, timeToWinJson } from '../../_resources/cohorts'

const read = defineRoute({
  method: 'GET',
  path: '/funnel/time-to-win',
  tag: 'Numbers',
  summary: 'How soon leads are won',
  description:
    'The share of the leads created in the period that is won by each day after their creation (1 − Kaplan–Meier, 95 % interval with Greenwood’s variance on the log−log scale). An open lead counts up to its age today; a lost or disqualified one too: it is known not to have been won.',
  query: timeToWinQuery,
  responses: { 200: timeToWinAnswer },
  async handle({ actor, query: { channel, ...query } }) {
    const filters = channel === undefined ? {} : { channel }
    return { body: timeToWinJson(query, await timeToWin(actor, { ...query, filters })) }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(read)

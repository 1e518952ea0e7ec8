import { z } from 'zod'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { setTarget } from '@/lib/targets/commands'
import { targetsOfYear } from '@/lib/targets/queries'
import { setTargetInput, targetsQuery } from '@/lib/targets/schema'
import { setAnswer, standingJson, targetJson, targetWithFact } from '../_resources/target'

const list = defineRoute({
  method: 'GET',
  path: '/targets',
  tag: 'Numbers',
  summary: 'The targets of a year, of its quarters and months, and how they stand',
  query: targetsQuery,
  responses: { 200: z.strictObject({ data: z.array(targetWithFact) }) },
  async handle({ actor, query }) {
    const found = await targetsOfYear(actor, query)
    return { body: { data: found.map(standingJson) } }
  },
})

const put = defineRoute({
  method: 'PUT',
  path: '/targets',
  tag: 'Numbers',
  summary: 'Set the target of a KPI for a month, a quarter or a year',
  description:
    'Executives. A change names the `version` that was seen (412 otherwise) and voids the agreements of the heads; ' +
    '`value: null` takes the target back. Shares are ratios: 0.47 is 47 %.',
  body: setTargetInput,
  responses: { 200: setAnswer },
  perform: ({ actor, body }) => setTarget(actor, body),
  reply: ({ target, voided }) => ({ body: { target: target && targetJson(target), voided } }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list, put)

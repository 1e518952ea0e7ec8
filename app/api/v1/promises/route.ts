import { defineRoute, serve } from '@/lib/platform/http/route'
import { promises } from '@/lib/promises/queries'
import { promisesQuery } from '@/lib/promises/schema'
import { promisesAnswer, promisesJson } from '../_resources/promises'

const read = defineRoute({
  method: 'GET',
  path: '/promises',
  tag: 'Numbers',
  summary: 'What both sides promised each other, and kept',
  description:
    "Load now, and verdicts and promises of the period, in days of the organisation's time zone. Heads and executives read each person of both sides; the others both sides and their own row.",
  query: promisesQuery,
  responses: { 200: promisesAnswer },
  async handle({ actor, query }) {
    return { body: promisesJson(await promises(actor, query)) }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(read)

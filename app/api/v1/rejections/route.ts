import { rejections } from '@/lib/funnel/queries/rejections'
import { rejectionsQuery } from '@/lib/funnel/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { rejectionsAnswer, rejectionsJson } from '../_resources/quality'

const read = defineRoute({
  method: 'GET',
  path: '/rejections',
  tag: 'Numbers',
  summary: 'Why sales hands leads back',
  description:
    'Of the handoffs decided in the period. Rows of marketers and reps are read by heads and executives; the others read the whole and their own.',
  query: rejectionsQuery,
  responses: { 200: rejectionsAnswer },
  async handle({ actor, query }) {
    return { body: rejectionsJson(await rejections(actor, query)) }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(read)

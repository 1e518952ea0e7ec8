import { z } from 'zod'
import { leadListInput } from '@/lib/leads/search-params'
import { nurtureBoard } from '@/lib/nurture/queries/board'
import { nurtureFilter } from '@/lib/nurture/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { boardColumn, boardColumnJson } from '../../_resources/nurture'

const get = defineRoute({
  method: 'GET',
  path: '/nurture/board',
  tag: 'Nurture',
  summary: 'Leads in nurture by the time since the last real contact',
  description:
    'A contact is something that the lead did, or a call, letter or meeting of ours; a note or a task is none. In each column the longest forgotten first. plan is an id, "any" or "none".',
  query: leadListInput
    .pick({ grade: true, channel: true, campaign: true, origin: true, owner: true, q: true })
    .extend({
      plan: nurtureFilter.shape.plan,
      returns: nurtureFilter.shape.returns,
      limit: z
        .string()
        .regex(/^\d{1,3}$/, { error: 'limit' })
        .transform(Number)
        .pipe(z.number().min(1, { error: 'limit' }).max(100, { error: 'limit' }))
        .default(20)
        .meta({ type: 'integer', minimum: 1, maximum: 100, pattern: undefined }),
    }),
  responses: { 200: z.strictObject({ data: z.array(boardColumn) }) },
  async handle({ actor, query: { limit, ...filters } }) {
    const columns = await nurtureBoard(actor, { filters, limit })
    return { body: { data: columns.map(boardColumnJson) } }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(get)

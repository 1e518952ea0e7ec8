import { z } from 'zod'
import { listReasons } from '@/lib/organisation/queries'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { listOf } from '../_resources/common'

const reason = z
  .strictObject({
    code: z.string(),
    name: z.strictObject({ en: z.string(), ru: z.string() }),
    outcome: z.enum(['nurture', 'disqualified']),
    nurtureDays: z.int().nullable(),
    needsComment: z.boolean(),
  })
  .meta({ id: 'RejectionReason' })

const list = defineRoute({
  method: 'GET',
  path: '/rejection-reasons',
  tag: 'Handoffs',
  summary: 'The reasons for which sales may reject a lead',
  responses: { 200: listOf(reason) },
  async handle({ actor }) {
    const reasons = await listReasons(actor)
    return {
      body: {
        data: reasons.map(({ code, nameEn, nameRu, outcome, nurtureDays, needsComment }) => ({
          code,
          name: { en: nameEn, ru: nameRu },
          outcome,
          nurtureDays,
          needsComment,
        })),
        nextCursor: null,
      },
    }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list)

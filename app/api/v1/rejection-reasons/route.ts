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
    needsAttempts: z.boolean().meta({
      description: 'may be given only after the attempts that the sales-ready definition asks for',
    }),
    nextStep: z
      .strictObject({ en: z.string().nullable(), ru: z.string().nullable() })
      .meta({ description: 'what marketing does next with a lead that comes back for it' }),
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
        data: reasons.map((reason) => ({
          code: reason.code,
          name: { en: reason.nameEn, ru: reason.nameRu },
          outcome: reason.outcome,
          nurtureDays: reason.nurtureDays,
          needsComment: reason.needsComment,
          needsAttempts: reason.needsAttempts,
          nextStep: { en: reason.nextStepEn, ru: reason.nextStepRu },
        })),
        nextCursor: null,
      },
    }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list)

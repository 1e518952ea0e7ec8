import { z } from 'zod'
import { attachPlanToMany } from '@/lib/nurture/commands/attach'
import { MAX_CHOSEN, nurtureFilter } from '@/lib/nurture/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { attachment, attachmentJson, planId } from '../../_resources/nurture'

const attach = defineRoute({
  method: 'POST',
  path: '/nurture/attach',
  tag: 'Nurture',
  summary: 'Put a plan on many leads in nurture',
  description:
    'Either leadIds or filter. A lead that follows a plan keeps it, one that is not in nurture is left alone. Up to some hundred leads are done with the answer (200); more go on in the background (202): GET /nurture/attachments/{id} tells how far.',
  body: z
    .strictObject({
      plan: planId,
      leadIds: z
        .array(planId)
        .min(1, { error: 'required' })
        .max(MAX_CHOSEN, { error: 'too_long' })
        .optional(),
      filter: nurtureFilter.optional(),
    })
    .refine(({ leadIds, filter }) => (leadIds === undefined) !== (filter === undefined), {
      error: 'invalid',
      path: ['leadIds'],
    }),
  responses: { 200: attachment, 202: attachment },
  perform: ({ actor, body: { plan, ...which } }) => attachPlanToMany(actor, { planId: plan, ...which }),
  reply: (run) => ({
    status: run.doneAt === null ? 202 : 200,
    body: attachmentJson(run),
    headers: { Location: `/api/v1/nurture/attachments/${run.id}` },
  }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(attach)

import { z } from 'zod'
import { skipStep } from '@/lib/nurture/commands/steps'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { id as idOf } from '../../../../_resources/common'

const skip = defineRoute({
  method: 'POST',
  path: '/nurture/steps/{id}/skip',
  tag: 'Nurture',
  summary: 'Pass a touch over',
  responses: { 200: z.strictObject({ id: idOf, leadId: idOf }) },
  perform: ({ actor, id }) => skipStep(actor, { stepId: id }),
  reply: ({ stepId, leadId }) => ({ body: { id: stepId, leadId } }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(skip)

import { z } from 'zod'
import { finishStep } from '@/lib/nurture/commands/steps'
import { stepDone } from '@/lib/nurture/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { id as idOf } from '../../../../_resources/common'

const done = defineRoute({
  method: 'POST',
  path: '/nurture/steps/{id}/done',
  tag: 'Nurture',
  summary: 'The touch was made: it becomes an activity on the lead',
  description: 'Twice changes nothing; 409 when it was passed over or dropped.',
  body: stepDone.omit({ stepId: true }),
  responses: { 200: z.strictObject({ id: idOf, leadId: idOf }) },
  perform: ({ actor, id, body }) => finishStep(actor, { ...body, stepId: id }),
  reply: ({ stepId, leadId }) => ({ body: { id: stepId, leadId } }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(done)

import { z } from 'zod'
import { discardSubmission } from '@/lib/forms/commands/held'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { id } from '../../../../_resources/common'

const discard = defineRoute({
  method: 'POST',
  path: '/forms/held/{id}/discard',
  tag: 'Web forms',
  summary: 'It is spam: kept for 30 days, and can be let in until then',
  responses: { 200: z.strictObject({ id }) },
  perform: ({ actor, id }) => discardSubmission(actor, { submissionId: id }),
  reply: (discarded) => ({ body: discarded }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(discard)

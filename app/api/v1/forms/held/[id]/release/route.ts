import { z } from 'zod'
import { releaseSubmission } from '@/lib/forms/commands/submit'
import { settle } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { id } from '../../../../_resources/common'

const release = defineRoute({
  method: 'POST',
  path: '/forms/held/{id}/release',
  tag: 'Web forms',
  summary: 'Let in what was held back, with the time at which it was sent',
  responses: { 200: z.strictObject({ leadId: id, duplicate: z.boolean() }) },
  async handle({ actor, id: submissionId }) {
    return { body: settle(await releaseSubmission(actor, { submissionId })) }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(release)

import { z } from 'zod'
import { retryBulkRun } from '@/lib/bulk/commands/start'
import { retryInput } from '@/lib/bulk/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { bulkRun, bulkRunReply } from '../../../_resources/bulk'

const retry = defineRoute({
  method: 'POST',
  path: '/bulk/{id}/retry',
  tag: 'Bulk',
  summary: 'Try the refused leads again, or those that a stopped run did not come to',
  body: z.strictObject({ which: retryInput.shape.which }),
  responses: { 202: bulkRun },
  perform: ({ actor, id, body }) => retryBulkRun(actor, { runId: id, which: body.which }),
  reply: bulkRunReply,
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(retry)

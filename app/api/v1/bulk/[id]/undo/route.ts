import { undoBulkRun } from '@/lib/bulk/commands/start'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { bulkRun, bulkRunReply } from '../../../_resources/bulk'

const undo = defineRoute({
  method: 'POST',
  path: '/bulk/{id}/undo',
  tag: 'Bulk',
  summary: 'Take a step with many leads back',
  description:
    'Edits, reassignments and disqualifications, once, by whoever began the run. A lead whose fields somebody has changed since keeps them: it is refused with CHANGED_SINCE.',
  responses: { 202: bulkRun },
  perform: ({ actor, id }) => undoBulkRun(actor, { runId: id }),
  reply: bulkRunReply,
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(undo)

import { stopBulkRun } from '@/lib/bulk/commands/start'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { bulkRun, bulkRunJson } from '../../../_resources/bulk'

const stop = defineRoute({
  method: 'POST',
  path: '/bulk/{id}/stop',
  tag: 'Bulk',
  summary: 'Stop a step with many leads',
  description:
    'After the few that it is at. What was done stays done; stopping what has ended changes nothing.',
  responses: { 200: bulkRun },
  perform: ({ actor, id }) => stopBulkRun(actor, { runId: id }),
  reply: (run) => ({ body: bulkRunJson(run) }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(stop)

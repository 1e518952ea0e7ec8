import { z } from 'zod'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { testWebhook } from '@/lib/webhooks/commands/webhooks'
import { id as aId } from '../../../_resources/common'

const test = defineRoute({
  method: 'POST',
  path: '/webhooks/{id}/test',
  tag: 'Webhooks',
  summary: 'Send a test; the log of deliveries says what came of it',
  responses: { 202: z.strictObject({ deliveryId: aId }) },
  perform: ({ actor, id }) => testWebhook(actor, { webhookId: id }),
  reply: ({ id }) => ({ status: 202, body: { deliveryId: id } }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(test)

import { defineRoute, serve } from '@/lib/platform/http/route'
import { pauseWebhook } from '@/lib/webhooks/commands/webhooks'
import { webhook, webhookJson } from '../../../_resources/webhook'

const pause = defineRoute({
  method: 'POST',
  path: '/webhooks/{id}/pause',
  tag: 'Webhooks',
  summary: 'Pause: nothing is noted for it',
  responses: { 200: webhook },
  perform: ({ actor, id }) => pauseWebhook(actor, { webhookId: id, paused: true }),
  reply: (changed) => ({ body: webhookJson(changed) }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(pause)

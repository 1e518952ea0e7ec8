import { defineRoute, serve } from '@/lib/platform/http/route'
import { pauseWebhook } from '@/lib/webhooks/commands/webhooks'
import { webhook, webhookJson } from '../../../_resources/webhook'

const resume = defineRoute({
  method: 'POST',
  path: '/webhooks/{id}/resume',
  tag: 'Webhooks',
  summary: 'Resume: it is told again from now on',
  responses: { 200: webhook },
  perform: ({ actor, id }) => pauseWebhook(actor, { webhookId: id, paused: false }),
  reply: (changed) => ({ body: webhookJson(changed) }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(resume)

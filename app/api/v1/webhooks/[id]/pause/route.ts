import { z } from 'zod'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { pauseWebhook } from '@/lib/webhooks/commands/webhooks'
import { webhook, webhookJson } from '../../../_resources/webhook'

const pause = defineRoute({
  method: 'PUT',
  path: '/webhooks/{id}/pause',
  tag: 'Webhooks',
  summary: 'Pause or resume: while paused, nothing is noted for it',
  body: z.strictObject({ paused: z.boolean() }),
  responses: { 200: webhook },
  perform: ({ actor, id, body }) => pauseWebhook(actor, { ...body, webhookId: id }),
  reply: (changed) => ({ body: webhookJson(changed) }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(pause)

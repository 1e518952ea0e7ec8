import { defineRoute, serve } from '@/lib/platform/http/route'
import { renewSecret } from '@/lib/webhooks/commands/webhooks'
import { webhookJson, webhookWithSecret } from '../../../_resources/webhook'

const renew = defineRoute({
  method: 'POST',
  path: '/webhooks/{id}/secret',
  tag: 'Webhooks',
  summary: 'Make a new secret; the old one signs nothing any more',
  responses: { 200: webhookWithSecret },
  perform: ({ actor, id }) => renewSecret(actor, { webhookId: id }),
  reply: ({ secret, ...changed }) => ({ body: { ...webhookJson(changed), secret } }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(renew)

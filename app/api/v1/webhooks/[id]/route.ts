import { defineRoute, serve } from '@/lib/platform/http/route'
import { changeWebhook, deleteWebhook } from '@/lib/webhooks/commands/webhooks'
import { webhookInput } from '@/lib/webhooks/schema'
import { webhook, webhookJson } from '../../_resources/webhook'

const change = defineRoute({
  method: 'PUT',
  path: '/webhooks/{id}',
  tag: 'Webhooks',
  summary: 'Change name, address and events',
  body: webhookInput,
  ifMatch: 'optional',
  responses: { 200: webhook },
  perform: ({ actor, id, body, version }) => changeWebhook(actor, { ...body, webhookId: id, version }),
  reply: (changed) => ({ body: webhookJson(changed) }),
})

const remove = defineRoute({
  method: 'DELETE',
  path: '/webhooks/{id}',
  tag: 'Webhooks',
  summary: 'Delete a webhook with its log',
  responses: { 204: null },
  perform: ({ actor, id }) => deleteWebhook(actor, { webhookId: id }),
  reply: () => ({ status: 204 }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(change, remove)

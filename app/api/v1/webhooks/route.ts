import { HttpProblem } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { createWebhook } from '@/lib/webhooks/commands/webhooks'
import { canManageWebhooks } from '@/lib/webhooks/policy'
import { listWebhooks } from '@/lib/webhooks/queries'
import { webhookInput } from '@/lib/webhooks/schema'
import { listOf } from '../_resources/common'
import { webhook, webhookJson, webhookWithSecret } from '../_resources/webhook'

const list = defineRoute({
  method: 'GET',
  path: '/webhooks',
  tag: 'Webhooks',
  summary: 'Who is told what happens',
  responses: { 200: listOf(webhook) },
  async handle({ actor }) {
    if (!canManageWebhooks(actor)) throw new HttpProblem('FORBIDDEN')
    return { body: { data: (await listWebhooks(actor)).map(webhookJson), nextCursor: null } }
  },
})

const create = defineRoute({
  method: 'POST',
  path: '/webhooks',
  tag: 'Webhooks',
  summary: 'Tell another program what happens',
  description:
    'Events are posted as JSON {type, timestamp, data: {leadId, event, lead}}, signed as standardwebhooks.com says (headers webhook-id, webhook-timestamp, webhook-signature). Anything but a 2xx answer within 10 s is tried again for two days. The webhook-id is the same at each attempt.',
  body: webhookInput,
  responses: { 201: webhookWithSecret },
  perform: ({ actor, body }) => createWebhook(actor, body),
  reply: ({ secret, ...made }) => ({
    status: 201,
    body: { ...webhookJson(made), secret },
    headers: { Location: `/api/v1/webhooks/${made.id}` },
  }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list, create)

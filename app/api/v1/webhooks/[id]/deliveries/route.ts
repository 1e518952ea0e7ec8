import { z } from 'zod'
import { encodeCursor } from '@/lib/platform/cursor'
import { HttpProblem } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { canManageWebhooks } from '@/lib/webhooks/policy'
import { listDeliveries, webhookById } from '@/lib/webhooks/queries'
import { deliveryCursor } from '@/lib/webhooks/schema'
import { listOf, paging } from '../../../_resources/common'
import { delivery, deliveryJson } from '../../../_resources/webhook'

const list = defineRoute({
  method: 'GET',
  path: '/webhooks/{id}/deliveries',
  tag: 'Webhooks',
  summary: 'What was sent, newest first',
  query: z.strictObject({ ...paging, cursor: deliveryCursor.optional() }),
  responses: { 200: listOf(delivery) },
  async handle({ actor, id, query: { limit, cursor } }) {
    if (!canManageWebhooks(actor)) throw new HttpProblem('FORBIDDEN')
    if (!(await webhookById(actor, id))) throw new HttpProblem('NOT_FOUND')
    const page = await listDeliveries(actor, { webhookId: id, before: cursor?.[0], limit })
    return {
      body: {
        data: page.rows.map(deliveryJson),
        nextCursor: page.next === null ? null : encodeCursor([page.next]),
      },
    }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list)

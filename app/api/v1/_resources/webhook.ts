import { z } from 'zod'
import { TEST_TYPE, WEBHOOK_EVENT_NAMES } from '@/lib/webhooks/events'
import type { DeliveryView, WebhookView } from '@/lib/webhooks/queries'
import { id, time, timeJson } from './common'

export const webhook = z
  .strictObject({
    id,
    version: z.int(),
    name: z.string(),
    url: z.string(),
    events: z.array(z.enum(WEBHOOK_EVENT_NAMES)),
    createdAt: time,
    createdBy: z.string(),
    pausedAt: time.nullable(),
    failingSince: time.nullable(),
    waiting: z.int(),
    failed: z.int(),
    lastDeliveredAt: time.nullable(),
  })
  .meta({ id: 'Webhook' })

export const webhookWithSecret = z
  .strictObject({ ...webhook.shape, secret: z.string().meta({ description: 'shown only now' }) })
  .meta({ id: 'WebhookWithSecret' })

export function webhookJson(view: WebhookView): z.infer<typeof webhook> {
  const { id, version, name, url, events, createdBy, waiting, failed } = view
  return {
    id,
    version,
    name,
    url,
    events,
    createdAt: view.createdAt.toISOString(),
    createdBy,
    pausedAt: timeJson(view.pausedAt),
    failingSince: timeJson(view.failingSince),
    waiting,
    failed,
    lastDeliveredAt: timeJson(view.lastDeliveredAt),
  }
}

export const delivery = z
  .strictObject({
    id,
    event: z.enum([...WEBHOOK_EVENT_NAMES, TEST_TYPE]),
    leadId: id.nullable(),
    createdAt: time,
    state: z.enum(['waiting', 'delivered', 'failed']),
    attempts: z.int(),
    nextAt: time.nullable().meta({ description: 'no attempt before; null when there is none to come' }),
    lastAt: time.nullable(),
    lastStatus: z.int().nullable(),
    lastError: z.string().nullable(),
    lastAnswer: z.string().nullable(),
  })
  .meta({ id: 'WebhookDelivery' })

export function deliveryJson(view: DeliveryView): z.infer<typeof delivery> {
  const { id, event, leadId, state, attempts, lastStatus, lastError, lastAnswer } = view
  return {
    id,
    event,
    leadId,
    createdAt: view.createdAt.toISOString(),
    state,
    attempts,
    nextAt: state === 'waiting' ? view.nextAt.toISOString() : null,
    lastAt: timeJson(view.lastAt),
    lastStatus,
    lastError,
    lastAnswer,
  }
}

import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/queue'
import { deliverWebhooks, forgetDeliveries } from './commands/deliver'

/** Each minute, for retries and for what the listener missed. */
export const webhooksJob = defineJob({
  queue: 'webhooks.deliver',
  every: '* * * * *',
  retries: 0,
  schema: z.object({}),
  run: (_nothing, at) => deliverWebhooks(at),
})

export const forgetDeliveriesJob = defineJob({
  queue: 'webhooks.forget',
  every: '41 3 * * *',
  schema: z.object({}),
  run: (_nothing, at) => forgetDeliveries(at),
})

/** What just happened goes out at once. */
export const webhookListener = {
  channel: 'baton_webhooks',
  work: () => deliverWebhooks(new Date()),
}

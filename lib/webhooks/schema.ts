import { z } from 'zod'
import { cursorInput } from '@/lib/platform/cursor'
import { idInput, line, versionInput } from '@/lib/platform/input'
import { WEBHOOK_EVENT_NAMES } from './events'

function isWebAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
}

export const webhookInput = z.strictObject({
  name: line(80),
  url: line(2000)
    .refine(isWebAddress, { error: 'web_address' })
    .transform((text) => new URL(text).href),
  events: z
    .array(z.enum(WEBHOOK_EVENT_NAMES, { error: 'not_an_option' }), { error: 'required' })
    .max(200)
    .transform((events) => WEBHOOK_EVENT_NAMES.filter((name) => events.includes(name)))
    .refine((events) => events.length > 0, { error: 'required' }),
})
export type WebhookInput = z.output<typeof webhookInput>

export const webhookChange = webhookInput.extend({ webhookId: idInput, version: versionInput.optional() })
export type WebhookChange = z.output<typeof webhookChange>

/** Check boxes send an empty one along, so that none at all is a list too. */
const chosenEvents = z.preprocess(
  (events) => (Array.isArray(events) ? events.filter((name) => name !== '') : events),
  webhookInput.shape.events,
)
export const newWebhookForm = webhookInput.extend({ events: chosenEvents })
export const webhookForm = webhookChange.extend({ events: chosenEvents })

export const oneWebhook = z.strictObject({ webhookId: idInput })
export const pauseInput = z.strictObject({
  webhookId: idInput,
  paused: z.union([z.boolean(), z.stringbool()]),
})
export const oneDelivery = z.strictObject({ deliveryId: idInput })

export const deliveryCursor = cursorInput(z.tuple([idInput]))

import { z } from 'zod'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { resendDelivery } from '@/lib/webhooks/commands/webhooks'
import { id as aId } from '../../../_resources/common'

const resend = defineRoute({
  method: 'POST',
  path: '/webhook-deliveries/{id}/resend',
  tag: 'Webhooks',
  summary: 'Send a delivery again: the same id, the same body',
  responses: { 202: z.strictObject({ deliveryId: aId }) },
  perform: ({ actor, id }) => resendDelivery(actor, { deliveryId: id }),
  reply: ({ id }) => ({ status: 202, body: { deliveryId: id } }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(resend)

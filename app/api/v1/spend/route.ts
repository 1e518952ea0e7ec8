import { z } from 'zod'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { putSpend } from '@/lib/spend/commands/put'
import { putSpendInput, SIDES } from '@/lib/spend/schema'
import { day, id, money } from '../_resources/common'

const spend = z
  .strictObject({
    id,
    channel: z.string(),
    campaign: z.string().nullable(),
    side: z.enum(SIDES),
    from: day,
    to: day,
    amount: money,
    reach: z.int().min(0),
    responses: z.int().min(0),
    version: z.int().min(1),
  })
  .meta({ id: 'Spend' })

const put = defineRoute({
  method: 'PUT',
  path: '/spend',
  tag: 'Numbers',
  summary: 'Record what a channel or campaign cost and brought',
  description:
    'For one month (YYYY-MM) or one day (YYYY-MM-DD). A second time replaces the first; what is left out stays as it is.',
  body: putSpendInput,
  responses: { 200: spend },
  perform: ({ actor, body }) => putSpend(actor, body),
  reply: ({ id, side, firstDay, lastDay, amount, reach, responses, version }, { body }) => ({
    body: {
      id,
      channel: body.channel,
      campaign: body.campaign ?? null,
      side,
      from: firstDay,
      to: lastDay,
      amount,
      reach,
      responses,
      version,
    },
  }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(put)

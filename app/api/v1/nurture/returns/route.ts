import { z } from 'zod'
import { returnsOf } from '@/lib/nurture/queries/returns'
import { defineRoute, serve } from '@/lib/platform/http/route'

const count = z.int().min(0)

const get = defineRoute({
  method: 'GET',
  path: '/nurture/returns',
  tag: 'Nurture',
  summary: 'How many leads sales gave back, how often, for what and from where',
  responses: {
    200: z.strictObject({
      offered: count.meta({ description: 'leads that sales ever got' }),
      times: z.array(
        z.strictObject({ times: z.int().meta({ description: '3 stands for three and more' }), leads: count }),
      ),
      reasons: z.array(
        z.strictObject({
          code: z.string(),
          leads: count.meta({ description: 'rejected for it, each counted once' }),
        }),
      ),
      channels: z.array(z.strictObject({ channel: z.string().nullable(), leads: count })),
    }),
  },
  async handle({ actor }) {
    const { offered, times, reasons, channels } = await returnsOf(actor)
    return {
      body: {
        offered,
        times,
        reasons: reasons.map(({ code, leads }) => ({ code, leads })),
        channels: channels.map(({ name, leads }) => ({ channel: name, leads })),
      },
    }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(get)

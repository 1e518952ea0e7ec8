import { z } from 'zod'
import { sourceOptions } from '@/lib/channels/queries'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { id, listOf } from '../_resources/common'

const channel = z
  .strictObject({ id, name: z.string(), campaigns: z.array(z.strictObject({ id, name: z.string() })) })
  .meta({ id: 'Channel' })

const list = defineRoute({
  method: 'GET',
  path: '/channels',
  tag: 'Channels',
  summary: 'The channels and campaigns that a lead may come from',
  responses: { 200: listOf(channel) },
  async handle({ actor }) {
    return { body: { data: await sourceOptions(actor), nextCursor: null } }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list)

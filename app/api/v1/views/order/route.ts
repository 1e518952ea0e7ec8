import { z } from 'zod'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { orderViews } from '@/lib/views/commands'
import { MAX_VIEWS } from '@/lib/views/schema'
import { leadId } from '../../_resources/bulk'

const order = defineRoute({
  method: 'PUT',
  path: '/views/order',
  tag: 'Views',
  summary: 'In which order I have my views',
  description: 'Views that are not named come after. Those that I cannot see are left out.',
  body: z.strictObject({
    views: z.array(leadId, { error: 'wrong_type' }).max(MAX_VIEWS, { error: 'too_long' }),
  }),
  responses: { 200: z.strictObject({ views: z.array(z.int()) }) },
  perform: ({ actor, body }) => orderViews(actor, { viewIds: body.views }),
  reply: ({ viewIds }) => ({ body: { views: viewIds } }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(order)

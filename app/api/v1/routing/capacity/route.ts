import { defineRoute, serve } from '@/lib/platform/http/route'
import { setCapacity } from '@/lib/routing/commands/teams'
import { capacityInput } from '@/lib/routing/schema'
import { capacity } from '../../_resources/routing'

const set = defineRoute({
  method: 'PUT',
  path: '/routing/capacity',
  tag: 'Routing',
  summary: 'Say how many undecided handoffs the rules may give somebody at a time',
  description: 'null: any number. People can still be given more by name.',
  body: capacityInput,
  responses: { 200: capacity },
  perform: ({ actor, body }) => setCapacity(actor, body),
  reply: ({ id, name, email, capacity: most }) => ({ body: { id, name, email, capacity: most } }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(set)

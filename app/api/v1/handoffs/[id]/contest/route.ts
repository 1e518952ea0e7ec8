import { contestRejection } from '@/lib/handoffs/commands/contest'
import { contestInput } from '@/lib/handoffs/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { contest, contestJson } from '../../../_resources/contest'

const open = defineRoute({
  method: 'POST',
  path: '/handoffs/{id}/contest',
  tag: 'Contests',
  summary: 'Contest a rejection, once',
  description:
    'By who handed the lead off or a head of marketing, within 30 days. The heads of both sides give their positions; where they differ an executive settles it.',
  body: contestInput.omit({ handoffId: true }),
  responses: { 201: contest },
  perform: ({ actor, id, body }) => contestRejection(actor, { ...body, handoffId: id }),
  reply: (made) => ({ status: 201, body: contestJson(made) }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(open)

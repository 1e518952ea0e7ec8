import { takeNext } from '@/lib/handoffs/commands/take-next'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { handoff, handoffJson } from '../../_resources/handoff'

const next = defineRoute({
  method: 'POST',
  path: '/handoffs/next',
  tag: 'Handoffs',
  summary: 'Give me the next',
  description:
    'The most urgent handoff that is offered to everyone becomes yours to decide; nobody else is given it. 204 when there is none.',
  responses: { 200: handoff, 204: null },
  perform: ({ actor }) => takeNext(actor),
  reply: (taken) => (taken ? { body: handoffJson(taken) } : { status: 204 }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(next)

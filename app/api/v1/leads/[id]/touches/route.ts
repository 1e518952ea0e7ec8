import { addTouch } from '@/lib/leads/commands/contact'
import { touchInput } from '@/lib/leads/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { touch } from '../../../_resources/lead'

const add = defineRoute({
  method: 'POST',
  intake: true,
  path: '/leads/{id}/touches',
  tag: 'Leads',
  summary: 'Record something that the lead did',
  body: touchInput.omit({ leadId: true }),
  responses: { 201: touch },
  perform: ({ actor, id, body }) => addTouch(actor, { ...body, leadId: id }),
  reply: ({ id }, { actor, id: leadId, body }) => ({
    status: 201,
    body: {
      id,
      leadId,
      kind: body.kind,
      at: (body.at ?? actor.at).toISOString(),
      note: body.note ?? null,
      channel: body.channel ?? null,
      campaign: body.campaign ?? null,
    },
  }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(add)

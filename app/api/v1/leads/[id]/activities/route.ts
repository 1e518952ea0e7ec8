import { addActivity } from '@/lib/leads/commands/contact'
import { activityInput } from '@/lib/leads/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { activity } from '../../../_resources/lead'

const add = defineRoute({
  method: 'POST',
  path: '/leads/{id}/activities',
  tag: 'Leads',
  summary: 'Record something that we did, or a task that we have to do',
  body: activityInput.omit({ leadId: true }),
  responses: { 201: activity },
  perform: ({ actor, id, body }) => addActivity(actor, { ...body, leadId: id }),
  reply: ({ id }, { actor, id: leadId, body }) => ({
    status: 201,
    body: {
      id,
      leadId,
      kind: body.kind,
      at: (body.at ?? actor.at).toISOString(),
      text: body.text,
      dueOn: body.dueOn ?? null,
    },
  }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(add)

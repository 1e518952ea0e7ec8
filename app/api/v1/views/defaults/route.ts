import { z } from 'zod'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { setDefaultView } from '@/lib/views/commands'
import { defaultInput } from '@/lib/views/schema'
import { leadId } from '../../_resources/bulk'

const put = defineRoute({
  method: 'PUT',
  path: '/views/defaults',
  tag: 'Views',
  summary: 'What the list of leads opens with for a role',
  description:
    'A shared view, or null for the whole list. Administrators for every role, the heads for that of their side.',
  body: z.strictObject({ role: defaultInput.shape.role, view: leadId.nullable() }),
  responses: { 204: null },
  perform: ({ actor, body: { role, view } }) => setDefaultView(actor, { role, viewId: view }),
  reply: () => ({ status: 204 }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(put)

import { z } from 'zod'
import { markDifferent, takeBackDifferent } from '@/lib/leads/commands/merge'
import { differentBody } from '@/lib/leads/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { idInput } from '@/lib/platform/input'

const different = defineRoute({
  method: 'POST',
  path: '/leads/{id}/different',
  tag: 'Leads',
  summary: 'Say that another lead looks alike and is not the same',
  description: 'They are not suggested to each other as duplicates any more.',
  body: differentBody,
  responses: { 204: null },
  perform: ({ actor, id, body }) => markDifferent(actor, { leadId: id, otherId: body.other }),
  reply: () => ({ status: 204 }),
})

const same = defineRoute({
  method: 'DELETE',
  path: '/leads/{id}/different',
  tag: 'Leads',
  summary: 'Take back that another lead is not the same',
  description: 'They are suggested to each other again, as far as they look alike.',
  query: z.strictObject({ other: idInput }),
  responses: { 204: null },
  perform: ({ actor, id, query }) => takeBackDifferent(actor, { leadId: id, otherId: query.other }),
  reply: () => ({ status: 204 }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(different, same)

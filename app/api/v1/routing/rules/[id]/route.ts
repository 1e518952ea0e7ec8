import { defineRoute, serve } from '@/lib/platform/http/route'
import { archiveRule, changeRule } from '@/lib/routing/commands/rules'
import { ruleInput } from '@/lib/routing/schema'
import { rule, ruleJson } from '../../../_resources/routing'

const change = defineRoute({
  method: 'PUT',
  path: '/routing/rules/{id}',
  tag: 'Routing',
  summary: 'Replace a rule, in its place',
  body: ruleInput,
  ifMatch: 'optional',
  responses: { 200: rule },
  perform: ({ actor, id, body, version }) => changeRule(actor, { ...body, ruleId: id, version }),
  reply: (changed) => ({ body: ruleJson(changed) }),
})

const archive = defineRoute({
  method: 'DELETE',
  path: '/routing/rules/{id}',
  tag: 'Routing',
  summary: 'Archive a rule',
  description: 'It catches nothing more; the handoffs that it sent keep its name.',
  responses: { 200: rule },
  perform: ({ actor, id }) => archiveRule(actor, { ruleId: id }),
  reply: (archived) => ({ body: ruleJson(archived) }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(change, archive)

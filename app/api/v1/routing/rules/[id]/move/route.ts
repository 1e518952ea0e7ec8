import { defineRoute, serve } from '@/lib/platform/http/route'
import { moveRule } from '@/lib/routing/commands/rules'
import { moveRuleInput } from '@/lib/routing/schema'
import { rule, ruleJson } from '../../../../_resources/routing'

const move = defineRoute({
  method: 'POST',
  path: '/routing/rules/{id}/move',
  tag: 'Routing',
  summary: 'Put a rule in another place',
  body: moveRuleInput.omit({ ruleId: true }),
  responses: { 200: rule },
  perform: ({ actor, id, body }) => moveRule(actor, { ...body, ruleId: id }),
  reply: (moved) => ({ body: ruleJson(moved) }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(move)

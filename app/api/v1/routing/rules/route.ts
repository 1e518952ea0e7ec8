import { defineRoute, serve } from '@/lib/platform/http/route'
import { createRule } from '@/lib/routing/commands/rules'
import { listRules } from '@/lib/routing/queries/rules'
import { ruleInput } from '@/lib/routing/schema'
import { listOf } from '../../_resources/common'
import { rule, ruleJson } from '../../_resources/routing'

const list = defineRoute({
  method: 'GET',
  path: '/routing/rules',
  tag: 'Routing',
  summary: 'The routing rules in their order',
  description: 'The first that catches a lead decides to whom it is handed off. Archived rules come last.',
  responses: { 200: listOf(rule) },
  async handle({ actor }) {
    const rules = await listRules(actor)
    const data = rules.map((view, index) => ruleJson(view, view.archived ? null : index + 1))
    return { body: { data, nextCursor: null } }
  },
})

const create = defineRoute({
  method: 'POST',
  path: '/routing/rules',
  tag: 'Routing',
  summary: 'Add a rule after all others',
  description:
    'Empty lists and missing bounds mean any. `person` (e-mail) or `teamId` say who gets the leads; with neither they go to the open queue. Heads of sales and administrators.',
  body: ruleInput,
  responses: { 201: rule },
  perform: ({ actor, body }) => createRule(actor, body),
  reply: (made) => ({
    status: 201,
    body: ruleJson(made),
    headers: { Location: `/api/v1/routing/rules/${made.id}` },
  }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list, create)

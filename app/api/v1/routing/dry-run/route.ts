import { settle } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { tryRules } from '@/lib/routing/queries/dry-run'
import { dryRunInput } from '@/lib/routing/schema'
import { dryRun, dryRunJson } from '../../_resources/routing'

const run = defineRoute({
  method: 'POST',
  path: '/routing/dry-run',
  tag: 'Routing',
  summary: 'Where the handoffs of a period would have gone',
  description: 'By the rules given, in their order, or by those in force. Up to 92 days; writes nothing.',
  body: dryRunInput,
  responses: { 200: dryRun },
  async handle({ actor, body }) {
    return { body: dryRunJson(settle(await tryRules(actor, body))) }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(run)

import { ruleOnContest } from '@/lib/handoffs/commands/contest'
import { rulingInput } from '@/lib/handoffs/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { contest, contestJson } from '../../../_resources/contest'

const rule = defineRoute({
  method: 'POST',
  path: '/contests/{id}/ruling',
  tag: 'Contests',
  summary: 'Settle a contest, as an executive',
  description:
    'Once the heads differ, a side has no head, or their time is over. With `If-Match` it is refused where somebody spoke meanwhile.',
  ifMatch: 'optional',
  body: rulingInput.omit({ contestId: true, version: true }),
  responses: { 200: contest },
  perform: ({ actor, id, body, version }) => ruleOnContest(actor, { ...body, contestId: id, version }),
  reply: (changed) => ({ body: contestJson(changed) }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(rule)

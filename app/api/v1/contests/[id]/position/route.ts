import { giveContestPosition } from '@/lib/handoffs/commands/contest'
import { positionInput } from '@/lib/handoffs/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { contest, contestJson } from '../../../_resources/contest'

const give = defineRoute({
  method: 'POST',
  path: '/contests/{id}/position',
  tag: 'Contests',
  summary: "Give a side's position, as its head",
  description: 'Where both heads agree the contest is settled. `side` is needed from who heads both.',
  body: positionInput.omit({ contestId: true }),
  responses: { 200: contest },
  perform: ({ actor, id, body }) => giveContestPosition(actor, { ...body, contestId: id }),
  reply: (changed) => ({ body: contestJson(changed) }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(give)

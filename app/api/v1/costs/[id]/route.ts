import { HttpProblem } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { changeCost, removeCost } from '@/lib/spend/commands/ledger'
import { costById } from '@/lib/spend/queries/ledger'
import { changeCostInput } from '@/lib/spend/schema'
import { cost, costReply } from '../../_resources/cost'

const get = defineRoute({
  method: 'GET',
  path: '/costs/{id}',
  tag: 'Numbers',
  summary: 'One entry of the cost ledger',
  responses: { 200: cost },
  async handle({ actor, id }) {
    const found = await costById(actor, id)
    if (!found) throw new HttpProblem('NOT_FOUND')
    return costReply(found)
  },
})

const change = defineRoute({
  method: 'PATCH',
  path: '/costs/{id}',
  tag: 'Numbers',
  summary: 'Change an entry of the cost ledger',
  description:
    'What is left out stays. `channel`, `campaign`, `splitBy` and `shares` are replaced together when one of them is given; so are `day`, `month`, `untilMonth`, `from` and `to`.',
  body: changeCostInput,
  ifMatch: 'required',
  responses: { 200: cost },
  perform: ({ actor, id, body, version }) => changeCost(actor, { costId: id, version, change: body }),
  reply: ({ cost }) => costReply(cost),
})

const remove = defineRoute({
  method: 'DELETE',
  path: '/costs/{id}',
  tag: 'Numbers',
  summary: 'Remove an entry of the cost ledger',
  description: 'It counts nowhere any more. The screen can bring it back.',
  ifMatch: 'optional',
  responses: { 204: null },
  perform: ({ actor, id, version }) => removeCost(actor, { costId: id, version }),
  reply: () => ({ status: 204 }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(get, change, remove)

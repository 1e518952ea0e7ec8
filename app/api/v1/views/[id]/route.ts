import { z } from 'zod'
import { HttpProblem } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { deleteView, updateView } from '@/lib/views/commands'
import { viewById } from '@/lib/views/queries'
import { viewChange } from '@/lib/views/schema'
import { queryOfState, view, viewReply, viewState } from '../../_resources/view'

const get = defineRoute({
  method: 'GET',
  path: '/views/{id}',
  tag: 'Views',
  summary: 'A saved view',
  responses: { 200: view },
  async handle({ actor, id }) {
    const found = await viewById(actor, id)
    if (!found) throw new HttpProblem('NOT_FOUND')
    return viewReply(found)
  },
})

const change = defineRoute({
  method: 'PATCH',
  path: '/views/{id}',
  tag: 'Views',
  summary: 'Rename a view, share it, or change what it shows',
  description:
    'Filters, sort and columns belong together: who names one of them names the new state of the list. Its owner; of a shared one also heads and administrators.',
  ifMatch: 'optional',
  body: z.strictObject({ name: viewChange.shape.name, shared: viewChange.shape.shared, ...viewState }),
  responses: { 200: view },
  perform: ({ actor, id, version, body: { name, shared, ...state } }) =>
    updateView(actor, { viewId: id, version, name, shared, query: queryOfState(state) }),
  reply: (changed) => viewReply(changed),
})

const remove = defineRoute({
  method: 'DELETE',
  path: '/views/{id}',
  tag: 'Views',
  summary: 'Delete a view',
  responses: { 204: null },
  perform: ({ actor, id }) => deleteView(actor, { viewId: id }),
  reply: () => ({ status: 204 }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(get, change, remove)

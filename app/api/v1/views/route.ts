import { z } from 'zod'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { createView } from '@/lib/views/commands'
import { listViews } from '@/lib/views/queries'
import { viewInput } from '@/lib/views/schema'
import { listOf } from '../_resources/common'
import { queryOfState, view, viewJson, viewReply, viewState } from '../_resources/view'

const list = defineRoute({
  method: 'GET',
  path: '/views',
  tag: 'Views',
  summary: 'Saved views of the list of leads: mine, and those that others share, in my order',
  responses: { 200: listOf(view) },
  async handle({ actor }) {
    const views = await listViews(actor)
    return { body: { data: views.map(viewJson), nextCursor: null } }
  },
})

const create = defineRoute({
  method: 'POST',
  path: '/views',
  tag: 'Views',
  summary: 'Save a view',
  description: 'Private unless shared; "me" in a filter is whoever looks at it.',
  body: z.strictObject({
    name: viewInput.shape.name,
    shared: viewInput.shape.shared,
    ...viewState,
  }),
  responses: { 201: view },
  perform: ({ actor, body: { name, shared, ...state } }) =>
    createView(actor, { name, shared, query: queryOfState(state) ?? '' }),
  reply: (made) => viewReply(made, 201),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list, create)

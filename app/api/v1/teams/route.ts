import { defineRoute, serve } from '@/lib/platform/http/route'
import { createTeam } from '@/lib/routing/commands/teams'
import { listTeams } from '@/lib/routing/queries/teams'
import { teamInput } from '@/lib/routing/schema'
import { listOf } from '../_resources/common'
import { team, teamJson } from '../_resources/routing'

const list = defineRoute({
  method: 'GET',
  path: '/teams',
  tag: 'Routing',
  summary: 'The teams that rules can send leads to',
  responses: { 200: listOf(team) },
  async handle({ actor }) {
    return { body: { data: (await listTeams(actor)).map(teamJson), nextCursor: null } }
  },
})

const create = defineRoute({
  method: 'POST',
  path: '/teams',
  tag: 'Routing',
  summary: 'Make a team',
  description: 'Members are e-mails of reps, in the order in which they get their first lead.',
  body: teamInput,
  responses: { 201: team },
  perform: ({ actor, body }) => createTeam(actor, body),
  reply: (made) => ({
    status: 201,
    body: teamJson(made),
    headers: { Location: `/api/v1/teams/${made.id}` },
  }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list, create)

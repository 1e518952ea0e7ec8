import { defineRoute, serve } from '@/lib/platform/http/route'
import { archiveTeam, changeTeam } from '@/lib/routing/commands/teams'
import { teamInput } from '@/lib/routing/schema'
import { team, teamJson } from '../../_resources/routing'

const change = defineRoute({
  method: 'PUT',
  path: '/teams/{id}',
  tag: 'Routing',
  summary: 'Change a team; who stays in it keeps their turn',
  body: teamInput,
  ifMatch: 'optional',
  responses: { 200: team },
  perform: ({ actor, id, body, version }) => changeTeam(actor, { ...body, teamId: id, version }),
  reply: (changed) => ({ body: teamJson(changed) }),
})

const archive = defineRoute({
  method: 'DELETE',
  path: '/teams/{id}',
  tag: 'Routing',
  summary: 'Archive a team that no rule needs',
  responses: { 200: team },
  perform: ({ actor, id }) => archiveTeam(actor, { teamId: id }),
  reply: (archived) => ({ body: teamJson(archived) }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(change, archive)

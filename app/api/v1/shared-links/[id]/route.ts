import { defineRoute, serve } from '@/lib/platform/http/route'
import { revokeSharedLink } from '@/lib/sharing/commands'

const revoke = defineRoute({
  method: 'DELETE',
  path: '/shared-links/{id}',
  tag: 'Numbers',
  summary: 'Revoke a link: it shows nothing any more',
  responses: { 204: null },
  perform: ({ actor, id }) => revokeSharedLink(actor, { id }),
  reply: () => ({ status: 204 }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(revoke)

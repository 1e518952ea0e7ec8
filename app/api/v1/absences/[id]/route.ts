import { removeAbsence } from '@/lib/calendars/commands'
import { defineRoute, serve } from '@/lib/platform/http/route'

const remove = defineRoute({
  method: 'DELETE',
  path: '/absences/{id}',
  tag: 'Working time',
  summary: 'Remove an absence',
  responses: { 204: null },
  perform: ({ actor, id }) => removeAbsence(actor, { absenceId: id }),
  reply: () => ({ status: 204 }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(remove)

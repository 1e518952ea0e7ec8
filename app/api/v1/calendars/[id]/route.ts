import { archiveCalendar, updateCalendar } from '@/lib/calendars/commands'
import { calendarById } from '@/lib/calendars/queries'
import { calendarChange } from '@/lib/calendars/schema'
import { HttpProblem } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { calendar, calendarReply } from '../../_resources/calendar'

const read = defineRoute({
  method: 'GET',
  path: '/calendars/{id}',
  tag: 'Working time',
  summary: 'Read working hours',
  responses: { 200: calendar },
  async handle({ actor, id }) {
    const found = await calendarById(actor, id)
    if (!found) throw new HttpProblem('NOT_FOUND')
    return calendarReply(found)
  },
})

const put = defineRoute({
  method: 'PUT',
  path: '/calendars/{id}',
  tag: 'Working time',
  summary: 'Change working hours',
  description:
    'For what is offered and asked from now on; what is due already stays due when it was. Name and time zone are a branch’s; the organisation’s own calendar has those of the organisation.',
  body: calendarChange.omit({ calendarId: true, version: true }),
  ifMatch: 'required',
  responses: { 200: calendar },
  perform: ({ actor, id, body, version }) => updateCalendar(actor, { ...body, calendarId: id, version }),
  reply: (saved) => calendarReply(saved),
})

const remove = defineRoute({
  method: 'DELETE',
  path: '/calendars/{id}',
  tag: 'Working time',
  summary: 'Close a branch',
  description: 'Its people work by the organisation’s hours then. The organisation’s own calendar stays.',
  responses: { 204: null },
  perform: ({ actor, id }) => archiveCalendar(actor, { calendarId: id }),
  reply: () => ({ status: 204 }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(read, put, remove)

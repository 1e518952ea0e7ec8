import { createCalendar } from '@/lib/calendars/commands'
import { listCalendars } from '@/lib/calendars/queries'
import { newCalendar } from '@/lib/calendars/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { calendar, calendarJson, calendarReply } from '../_resources/calendar'
import { listOf } from '../_resources/common'

const list = defineRoute({
  method: 'GET',
  path: '/calendars',
  tag: 'Working time',
  summary: 'The working hours of the organisation and of its branches',
  responses: { 200: listOf(calendar) },
  async handle({ actor }) {
    const calendars = await listCalendars(actor)
    return { body: { data: calendars.map(calendarJson), nextCursor: null } }
  },
})

const create = defineRoute({
  method: 'POST',
  path: '/calendars',
  tag: 'Working time',
  summary: 'Give a branch working hours of its own',
  description: 'It begins with the coming holidays of the organisation.',
  body: newCalendar,
  responses: { 201: calendar },
  perform: ({ actor, body }) => createCalendar(actor, body),
  reply: (made) => calendarReply(made, 201),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list, create)

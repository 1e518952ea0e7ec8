import { z } from 'zod'
import { addHolidays, removeHolidays } from '@/lib/calendars/commands'
import { calendarById, listHolidays } from '@/lib/calendars/queries'
import { holidayBody, holidayQuery } from '@/lib/calendars/schema'
import { dayOf } from '@/lib/platform/calendar'
import { HttpProblem } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { dateInput } from '@/lib/platform/input'
import { holiday, holidayJson } from '../../../_resources/calendar'
import { listOf } from '../../../_resources/common'

const list = defineRoute({
  method: 'GET',
  path: '/calendars/{id}/holidays',
  tag: 'Working time',
  summary: 'The days on which the week does not hold',
  description: 'From `from` on (today, when it is left out), at most a thousand days.',
  query: z.strictObject({ from: dateInput.optional() }),
  responses: { 200: listOf(holiday) },
  async handle({ actor, id, query }) {
    const found = await calendarById(actor, id)
    if (!found) throw new HttpProblem('NOT_FOUND')
    const holidays = await listHolidays(actor, id, query.from ?? dayOf(actor.at, found.timeZone))
    return { body: { data: holidays.map(holidayJson), nextCursor: null } }
  },
})

const add = defineRoute({
  method: 'POST',
  path: '/calendars/{id}/holidays',
  tag: 'Working time',
  summary: 'Enter a holiday or a special day',
  description: 'One day or a stretch of days. What was entered for a day before is replaced.',
  body: holidayBody,
  responses: { 201: holiday },
  perform: ({ actor, id, body }) => addHolidays(actor, { ...body, calendarId: id }),
  reply: (_, { body: { name, from, to, hours } }) => ({
    status: 201,
    body: holidayJson({ name, from, to: to ?? from, hours }),
  }),
})

const remove = defineRoute({
  method: 'DELETE',
  path: '/calendars/{id}/holidays',
  tag: 'Working time',
  summary: 'Remove the holidays of a day or a stretch of days',
  query: holidayQuery,
  responses: { 204: null },
  perform: ({ actor, id, query }) => removeHolidays(actor, { ...query, calendarId: id }),
  reply: () => ({ status: 204 }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list, add, remove)

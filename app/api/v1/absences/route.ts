import { z } from 'zod'
import { addAbsence } from '@/lib/calendars/commands'
import { listAbsences } from '@/lib/calendars/queries'
import { absenceBody, absenceCursor } from '@/lib/calendars/schema'
import { addDays, dayOf } from '@/lib/platform/calendar'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { dateInput, emailInput } from '@/lib/platform/input'
import { absence, absenceJson } from '../_resources/absence'
import { listOf, paging } from '../_resources/common'

const list = defineRoute({
  method: 'GET',
  path: '/absences',
  tag: 'Working time',
  summary: 'Who is away',
  description:
    'Between two days, both included: from today for two years, when they are left out. Notes are shown to the person, their head and administrators.',
  query: z.strictObject({
    from: dateInput.optional(),
    to: dateInput.optional(),
    person: emailInput.optional(),
    limit: paging.limit,
    cursor: absenceCursor.optional(),
  }),
  responses: { 200: listOf(absence) },
  async handle({ actor, query: { person, limit, cursor, ...days } }) {
    const from = days.from ?? dayOf(actor.at, actor.timeZone)
    const to = days.to ?? addDays(from, 730)
    const page = await listAbsences(actor, { from, to, email: person, limit, cursor })
    return { body: { data: page.rows.map(absenceJson), nextCursor: page.nextCursor } }
  },
})

const add = defineRoute({
  method: 'POST',
  path: '/absences',
  tag: 'Working time',
  summary: 'Enter an absence',
  description:
    'One’s own; heads also for their side, administrators for anybody. Routing gives nothing new to who is away.',
  body: absenceBody,
  responses: { 201: absence },
  perform: ({ actor, body: { person, ...days } }) => addAbsence(actor, { ...days, email: person }),
  reply: (added) => ({ status: 201, body: absenceJson(added) }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list, add)

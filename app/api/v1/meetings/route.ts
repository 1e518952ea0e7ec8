import { z } from 'zod'
import { openMeeting } from '@/lib/meetings/commands/meetings'
import { listMeetings } from '@/lib/meetings/queries/meetings'
import { meetingCursor } from '@/lib/meetings/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { day, id, listOf, paging } from '../_resources/common'
import { meetingRow, meetingRowJson } from '../_resources/meeting'

const list = defineRoute({
  method: 'GET',
  path: '/meetings',
  tag: 'Meetings',
  summary: 'The meetings of both sides, the newest first',
  query: z.strictObject({ limit: paging.limit, cursor: meetingCursor.optional() }),
  responses: { 200: listOf(meetingRow) },
  async handle({ actor, query }) {
    const page = await listMeetings(actor, query)
    return { body: { data: page.rows.map(meetingRowJson), nextCursor: page.nextCursor } }
  },
})

const open = defineRoute({
  method: 'POST',
  path: '/meetings',
  tag: 'Meetings',
  summary: "Open today's meeting, as a head or an executive",
  description: 'It is about the whole days since the meeting before. 409 while another one goes on.',
  responses: { 201: z.strictObject({ id, heldOn: day }) },
  perform: ({ actor }) => openMeeting(actor),
  reply: (made) => ({ status: 201, headers: { Location: `/api/v1/meetings/${made.id}` }, body: made }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list, open)

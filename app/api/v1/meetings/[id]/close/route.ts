import { z } from 'zod'
import { closeMeeting } from '@/lib/meetings/commands/meetings'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { day, id } from '../../../_resources/common'

const close = defineRoute({
  method: 'POST',
  path: '/meetings/{id}/close',
  tag: 'Meetings',
  summary: 'Close a meeting',
  description: 'Its agenda and decisions are kept as they are at this moment and do not change any more.',
  responses: { 200: z.strictObject({ id, heldOn: day }) },
  perform: ({ actor, id }) => closeMeeting(actor, { meetingId: id }),
  reply: (closed) => ({ body: closed }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(close)

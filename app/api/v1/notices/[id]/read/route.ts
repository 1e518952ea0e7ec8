import { z } from 'zod'
import { readNotice } from '@/lib/notices/commands/read'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { id, time } from '../../../_resources/common'

const read = defineRoute({
  method: 'POST',
  path: '/notices/{id}/read',
  tag: 'Notices',
  summary: 'Mark one of yours as read',
  description: 'Doing it again changes nothing.',
  responses: { 200: z.strictObject({ id, readAt: time }) },
  perform: ({ actor, id: noticeId }) => readNotice(actor, { noticeId }),
  reply: (done) => ({ body: { id: done.id, readAt: done.readAt.toISOString() } }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(read)

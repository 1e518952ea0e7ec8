import { z } from 'zod'
import { readAllNotices } from '@/lib/notices/commands/read'
import { defineRoute, serve } from '@/lib/platform/http/route'

const readAll = defineRoute({
  method: 'POST',
  path: '/notices/read-all',
  tag: 'Notices',
  summary: 'Mark all of yours as read',
  responses: { 200: z.strictObject({ read: z.int().min(0).meta({ description: 'how many were unread' }) }) },
  perform: ({ actor }) => readAllNotices(actor),
  reply: (done) => ({ body: done }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(readAll)

import { z } from 'zod'
import { listNotices } from '@/lib/notices/queries'
import { noticeCursor } from '@/lib/notices/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { listOf, paging } from '../_resources/common'
import { notice, noticeJson } from '../_resources/notice'

const list = defineRoute({
  method: 'GET',
  path: '/notices',
  tag: 'Notices',
  summary: 'What you were told, newest first',
  query: z.strictObject({
    state: z.enum(['all', 'unread'], { error: 'not_an_option' }).default('all'),
    limit: paging.limit,
    cursor: noticeCursor.optional(),
  }),
  responses: { 200: listOf(notice) },
  async handle({ actor, query }) {
    const { state, limit, cursor } = query
    const page = await listNotices(actor, { unread: state === 'unread', limit, cursor })
    return { body: { data: page.rows.map(noticeJson), nextCursor: page.nextCursor } }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list)

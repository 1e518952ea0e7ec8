import { saveNoticePreferences } from '@/lib/notices/commands/preferences'
import { noticeWishes as wishesOf } from '@/lib/notices/queries'
import { noticePreferences } from '@/lib/notices/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { noticeWishes, noticeWishesJson } from '../../_resources/notice'

const get = defineRoute({
  method: 'GET',
  path: '/notices/preferences',
  tag: 'Notices',
  summary: 'What comes to you by e-mail, and when',
  responses: { 200: noticeWishes },
  handle: async ({ actor }) => ({ body: noticeWishesJson(await wishesOf(actor)) }),
})

const put = defineRoute({
  method: 'PUT',
  path: '/notices/preferences',
  tag: 'Notices',
  summary: 'Choose what comes to you by e-mail, and when',
  description: 'What is left out stays as it is. Everything also appears in Baton itself.',
  body: noticePreferences,
  responses: { 200: noticeWishes },
  perform: ({ actor, body }) => saveNoticePreferences(actor, body),
  reply: (wishes) => ({ body: noticeWishesJson(wishes) }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(get, put)

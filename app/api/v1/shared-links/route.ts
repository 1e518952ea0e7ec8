import { z } from 'zod'
import { cursorInput, encodeCursor } from '@/lib/platform/cursor'
import { publicUrl } from '@/lib/platform/http/public-url'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { createSharedLink } from '@/lib/sharing/commands'
import { listSharedLinks } from '@/lib/sharing/queries'
import { newSharedLink } from '@/lib/sharing/schema'
import { id, listOf, paging, time } from '../_resources/common'
import { sharedLink, sharedLinkJson } from '../_resources/shared-link'

const list = defineRoute({
  method: 'GET',
  path: '/shared-links',
  tag: 'Numbers',
  summary:
    'Links that show numbers to somebody outside: the own ones; executives and administrators read all',
  query: z.strictObject({ ...paging, cursor: cursorInput(z.tuple([id])).optional() }),
  responses: { 200: listOf(sharedLink) },
  async handle({ actor, query: { limit, cursor } }) {
    const { rows, next } = await listSharedLinks(actor, { after: cursor?.[0] ?? null, limit })
    const nextCursor = next === null ? null : encodeCursor([next])
    return { body: { data: rows.map(sharedLinkJson), nextCursor } }
  },
})

const make = defineRoute({
  method: 'POST',
  path: '/shared-links',
  tag: 'Numbers',
  summary:
    'Make a link that shows a screen to somebody outside: numbers only, no names of people or companies',
  description:
    '`query` holds the parameters of the address of the screen. The address is answered once: only the hash of its token is kept.',
  body: newSharedLink,
  responses: { 201: z.strictObject({ id, url: z.url(), expiresAt: time }) },
  perform: ({ actor, body }) => createSharedLink(actor, body),
  reply: ({ token, expiresAt, ...made }) => ({
    status: 201,
    body: { ...made, url: publicUrl(`/shared/${token}`), expiresAt: expiresAt.toISOString() },
  }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list, make)

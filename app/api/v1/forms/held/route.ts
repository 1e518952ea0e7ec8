import { z } from 'zod'
import { listHeld } from '@/lib/forms/queries'
import { submissionCursor } from '@/lib/forms/schema'
import { encodeCursor } from '@/lib/platform/cursor'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { listOf, paging } from '../../_resources/common'
import { submission, submissionJson } from '../../_resources/form'

const list = defineRoute({
  method: 'GET',
  path: '/forms/held',
  tag: 'Web forms',
  summary: 'What was held back because it looks like spam, the oldest first',
  query: z.strictObject({
    ...paging,
    state: z.enum(['held', 'discarded'], { error: 'not_an_option' }).default('held'),
    cursor: submissionCursor.optional(),
  }),
  responses: { 200: listOf(submission) },
  async handle({ actor, query: { state, limit, cursor } }) {
    const { rows, next } = await listHeld(actor, { state, limit, after: cursor?.[0] ?? null })
    const nextCursor = next === null ? null : encodeCursor([next])
    return { body: { data: rows.map(submissionJson), nextCursor } }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list)

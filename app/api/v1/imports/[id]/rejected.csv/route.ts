import { importById, rejectedRows } from '@/lib/imports/queries/runs'
import { HttpProblem } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { streamed } from '@/lib/platform/http/streamed'

const get = defineRoute({
  method: 'GET',
  path: '/imports/{id}/rejected.csv',
  tag: 'Imports',
  summary: 'The refused rows as they came, each with its reason',
  responses: { 200: 'text/csv' },
  async handle({ actor, id }) {
    const found = await importById(actor, id)
    if (!found) throw new HttpProblem('NOT_FOUND')
    return {
      // they may be all of 200 MB
      body: streamed(rejectedRows(actor, found)),
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="import-${id}-rejected.csv"`,
      },
    }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(get)

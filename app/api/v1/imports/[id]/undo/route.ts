import { undoImport } from '@/lib/imports/commands/undo'
import { importById } from '@/lib/imports/queries/runs'
import { HttpProblem, settle } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { importJson, importRun } from '../../../_resources/import'

const undo = defineRoute({
  method: 'POST',
  path: '/imports/{id}/undo',
  tag: 'Imports',
  summary: 'Take an import back',
  description:
    'Within 30 days, done or stopped. In the background: state undoing, then undone. What somebody has worked on since is kept and listed by GET /imports/{id}/kept. 409 while it runs, when it is undone already, or too late.',
  responses: { 202: importRun },
  async handle({ actor, id }) {
    settle(await undoImport(actor, { importId: id }))
    const run = await importById(actor, id)
    if (!run) throw new HttpProblem('NOT_FOUND')
    return { status: 202, body: importJson(run) }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(undo)

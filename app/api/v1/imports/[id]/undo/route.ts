import { workOnUndo } from '@/lib/imports/commands/take-back'
import { undoImport } from '@/lib/imports/commands/undo'
import { importById } from '@/lib/imports/queries/runs'
import { HttpProblem, settle } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { importJson, importRun } from '../../../_resources/import'

/** So few records are taken back before the answer; whoever asks need not come again. The worker finds it done. */
const AT_ONCE = 500

const undo = defineRoute({
  method: 'POST',
  path: '/imports/{id}/undo',
  tag: 'Imports',
  summary: 'Take an import back',
  description: `Within 30 days, done or stopped. Up to ${AT_ONCE} records are taken back at once (state undone), more in the background (state undoing, then undone). What somebody has worked on since is kept and listed by GET /imports/{id}/kept. 409 while it runs, when it is undone already, or too late.`,
  responses: { 202: importRun },
  async handle({ actor, id }) {
    settle(await undoImport(actor, { importId: id }))
    const run = await importById(actor, id)
    if (!run) throw new HttpProblem('NOT_FOUND')
    if (run.created + run.updated + run.touched > AT_ONCE) return { status: 202, body: importJson(run) }
    await workOnUndo(id, actor.at)
    return { status: 202, body: importJson((await importById(actor, id)) ?? run) }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(undo)

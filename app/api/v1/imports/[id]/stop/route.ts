import { stopImport } from '@/lib/imports/commands/stop'
import { importById } from '@/lib/imports/queries/runs'
import { HttpProblem, settle } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { importJson, importRun } from '../../../_resources/import'

const stop = defineRoute({
  method: 'POST',
  path: '/imports/{id}/stop',
  tag: 'Imports',
  summary: 'Stop an import',
  description:
    'What it has written stays: the five counts and the rows still to come add up to total. It stops within moments (state stopped) and can be resumed or undone. 409 once it has ended.',
  responses: { 202: importRun },
  async handle({ actor, id }) {
    settle(await stopImport(actor, { importId: id }))
    const run = await importById(actor, id)
    if (!run) throw new HttpProblem('NOT_FOUND')
    return { status: 202, body: importJson(run) }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(stop)

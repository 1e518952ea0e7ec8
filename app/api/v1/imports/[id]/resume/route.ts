import { resumeImport } from '@/lib/imports/commands/stop'
import { importById } from '@/lib/imports/queries/runs'
import { HttpProblem, settle } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { importJson, importRun } from '../../../_resources/import'

const resume = defineRoute({
  method: 'POST',
  path: '/imports/{id}/resume',
  tag: 'Imports',
  summary: 'Let a stopped import go on',
  description: 'From its place in the file; no row is written twice. 409 unless its state is stopped.',
  responses: { 202: importRun },
  async handle({ actor, id }) {
    settle(await resumeImport(actor, { importId: id }))
    const run = await importById(actor, id)
    if (!run) throw new HttpProblem('NOT_FOUND')
    return { status: 202, body: importJson(run) }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(resume)

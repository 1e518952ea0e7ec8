import { importById } from '@/lib/imports/queries/runs'
import { HttpProblem } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { importJson, importRun } from '../../_resources/import'

const get = defineRoute({
  method: 'GET',
  path: '/imports/{id}',
  tag: 'Imports',
  summary: 'How far an import is, and what became of its rows',
  description: 'created, updated, touched, skipped and rejected add up to total once it is done.',
  responses: { 200: importRun },
  async handle({ actor, id }) {
    const found = await importById(actor, id)
    if (!found) throw new HttpProblem('NOT_FOUND')
    return { body: importJson(found) }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(get)

import { z } from 'zod'
import { listAgreements } from '@/lib/agreements/queries'
import { kindInput } from '@/lib/agreements/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { agreementSummary, summaryJson } from '../_resources/agreement'

const list = defineRoute({
  method: 'GET',
  path: '/agreements',
  tag: 'Agreements',
  summary: 'Every version of the definition, the glossary and the responsibility matrix, newest first',
  query: z.strictObject({ kind: kindInput.optional() }),
  responses: { 200: z.strictObject({ data: z.array(agreementSummary) }) },
  async handle({ actor, query }) {
    const found = await listAgreements(actor, query.kind)
    return { body: { data: found.map(summaryJson) } }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list)

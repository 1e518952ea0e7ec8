import { type Agreement, readAgreement } from '@/lib/agreements/queries'
import { HttpProblem } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { agreement, agreementKind, agreementReply } from '../../../_resources/agreement'

const read = defineRoute({
  method: 'GET',
  path: '/agreements/{kind}/in-force',
  params: agreementKind,
  tag: 'Agreements',
  summary: 'The version that counts today',
  responses: { 200: agreement },
  async handle({ actor, params }) {
    const found = await readAgreement(actor, params.kind, 'in-force')
    if (!found) throw new HttpProblem('NOT_FOUND')
    return agreementReply(found as Agreement)
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(read)

import { type Agreement, readAgreement } from '@/lib/agreements/queries'
import { versionParameter } from '@/lib/agreements/schema'
import { HttpProblem } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { agreement, agreementKind, agreementReply } from '../../../_resources/agreement'

const read = defineRoute({
  method: 'GET',
  path: '/agreements/{kind}/{version}',
  params: agreementKind.extend({ version: versionParameter }),
  tag: 'Agreements',
  summary: 'Read one version',
  responses: { 200: agreement },
  async handle({ actor, params }) {
    const found = await readAgreement(actor, params.kind, params.version)
    if (!found) throw new HttpProblem('NOT_FOUND')
    return agreementReply(found as Agreement)
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(read)

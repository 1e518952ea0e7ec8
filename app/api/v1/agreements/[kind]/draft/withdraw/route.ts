import { withdrawDraft } from '@/lib/agreements/commands'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { agreement, agreementKind, agreementReply } from '../../../../_resources/agreement'

const withdraw = defineRoute({
  method: 'POST',
  path: '/agreements/{kind}/draft/withdraw',
  params: agreementKind,
  tag: 'Agreements',
  summary: 'Give the draft up',
  description: 'It stays readable; a later version can begin as a copy of it. Heads only.',
  ifMatch: 'required',
  responses: { 200: agreement },
  perform: ({ actor, params, version }) => withdrawDraft(actor, { kind: params.kind, revision: version }),
  reply: (view) => agreementReply(view),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(withdraw)

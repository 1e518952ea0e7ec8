import { unsignDraft } from '@/lib/agreements/commands'
import { unsignInput } from '@/lib/agreements/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { agreement, agreementKind, agreementReply } from '../../../../_resources/agreement'

const unsign = defineRoute({
  method: 'POST',
  path: '/agreements/{kind}/draft/unsign',
  params: agreementKind,
  tag: 'Agreements',
  summary: "Take a side's signature back",
  description: 'As long as the other side has not signed. A head of the side only.',
  body: unsignInput.pick({ side: true }),
  responses: { 200: agreement },
  perform: ({ actor, params, body }) => unsignDraft(actor, { ...body, kind: params.kind }),
  reply: (view) => agreementReply(view),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(unsign)

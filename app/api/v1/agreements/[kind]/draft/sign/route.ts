import { signDraft } from '@/lib/agreements/commands'
import { signInput } from '@/lib/agreements/schema'
import { HttpProblem } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { agreement, agreementKind, agreementReply } from '../../../../_resources/agreement'

const sign = defineRoute({
  method: 'POST',
  path: '/agreements/{kind}/draft/sign',
  params: agreementKind,
  tag: 'Agreements',
  summary: 'Sign the draft for a side',
  description:
    'Exactly the revision that If-Match names (no `*`). The second signature, of another person, puts it in force. ' +
    '`side` is for who heads both.',
  body: signInput.pick({ side: true }),
  ifMatch: 'required',
  responses: { 200: agreement },
  perform: ({ actor, params, body, version }) => {
    if (version === undefined) throw new HttpProblem('PRECONDITION_REQUIRED')
    return signDraft(actor, { ...body, kind: params.kind, revision: version })
  },
  reply: (view) => agreementReply(view),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(sign)

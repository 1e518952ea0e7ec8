import { z } from 'zod'
import { editDraft, startDraft } from '@/lib/agreements/commands'
import { draftBody, editInput, startBody } from '@/lib/agreements/schema'
import { HttpProblem } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { fieldProblems } from '@/lib/platform/input'
import { agreement, agreementKind, agreementReply } from '../../../_resources/agreement'

const start = defineRoute({
  method: 'POST',
  path: '/agreements/{kind}/draft',
  params: agreementKind,
  tag: 'Agreements',
  summary: 'Begin the next version',
  description: 'A copy of the newest signed version, or of `copyOf`. Heads only.',
  body: startBody,
  responses: { 201: agreement },
  perform: ({ actor, params, body }) => startDraft(actor, { ...body, kind: params.kind }),
  reply: (view) => agreementReply(view, 201),
})

const edit = defineRoute({
  method: 'PUT',
  path: '/agreements/{kind}/draft',
  params: agreementKind,
  tag: 'Agreements',
  summary: 'Write the draft anew',
  description: 'Any change voids the signatures that there are. Heads only. Times are working minutes.',
  body: draftBody,
  ifMatch: 'required',
  responses: { 200: agreement.extend({ voided: z.array(z.enum(['marketing', 'sales'])) }) },
  perform: ({ actor, params: { kind }, body, version: revision }) => {
    const edited = editInput(kind).safeParse({ ...body, kind, revision })
    if (!edited.success) throw new HttpProblem('INVALID', {}, fieldProblems(edited.error))
    return editDraft(actor, edited.data)
  },
  reply: ({ agreement: view, voided }) => {
    const { body, ...reply } = agreementReply(view)
    return { ...reply, body: { ...(body as object), voided } }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(start, edit)

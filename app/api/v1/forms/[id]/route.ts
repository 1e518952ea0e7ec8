import { changeForm } from '@/lib/forms/commands/forms'
import { formById } from '@/lib/forms/queries'
import { formPatch } from '@/lib/forms/schema'
import { HttpProblem } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { form, formReply } from '../../_resources/form'

const get = defineRoute({
  method: 'GET',
  path: '/forms/{id}',
  tag: 'Web forms',
  summary: 'One web form',
  responses: { 200: form },
  async handle({ actor, id }) {
    const found = await formById(actor, id)
    if (!found) throw new HttpProblem('NOT_FOUND')
    return formReply(found)
  },
})

const change = defineRoute({
  method: 'PATCH',
  path: '/forms/{id}',
  tag: 'Web forms',
  summary: 'Change a web form',
  description: 'What is left out stays as it is; `fields`, `sites`, `en` and `ru` are replaced as a whole.',
  body: formPatch,
  ifMatch: 'required',
  responses: { 200: form },
  perform: ({ actor, id, body, version }) => changeForm(actor, { formId: id, version, patch: body }),
  reply: (changed) => formReply(changed),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(get, change)

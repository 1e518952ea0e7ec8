import { archiveForm } from '@/lib/forms/commands/forms'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { form, formReply } from '../../../_resources/form'

const archive = defineRoute({
  method: 'POST',
  path: '/forms/{id}/archive',
  tag: 'Web forms',
  summary: 'Archive a web form: it takes nothing more',
  responses: { 200: form },
  perform: ({ actor, id }) => archiveForm(actor, { formId: id }),
  reply: (changed) => formReply(changed),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(archive)

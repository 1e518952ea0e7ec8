import { restoreForm } from '@/lib/forms/commands/forms'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { form, formReply } from '../../../_resources/form'

const restore = defineRoute({
  method: 'POST',
  path: '/forms/{id}/restore',
  tag: 'Web forms',
  summary: 'Open an archived web form again',
  responses: { 200: form },
  perform: ({ actor, id }) => restoreForm(actor, { formId: id }),
  reply: (changed) => formReply(changed),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(restore)

import { createForm } from '@/lib/forms/commands/forms'
import { listForms } from '@/lib/forms/queries'
import { newFormInput } from '@/lib/forms/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { listOf } from '../_resources/common'
import { form, formJson, formReply } from '../_resources/form'

const list = defineRoute({
  method: 'GET',
  path: '/forms',
  tag: 'Web forms',
  summary: 'All web forms, archived ones last',
  responses: { 200: listOf(form) },
  async handle({ actor }) {
    return { body: { data: (await listForms(actor)).map(formJson), nextCursor: null } }
  },
})

const make = defineRoute({
  method: 'POST',
  path: '/forms',
  tag: 'Web forms',
  summary: 'Make a web form',
  description:
    'Visitors post to its `url` without a key: as a form (urlencoded, multipart) or as JSON, with the names of its fields, `consent`, `utm_…` and click ids (`gclid`, `yclid`, `fbclid`, `msclkid` …; with `first_` before them those of the first touch). 200 `{status: "received"}`; 422 with `errors`; 403 from a site that is not among `sites`; 503 to try again. The same sent again within ten minutes counts once. At `/t/{key}` a site reports touches: `{visitor, id, kind, page, label}`, ids of 32 hexadecimal digits.',
  body: newFormInput,
  responses: { 201: form },
  perform: ({ actor, body }) => createForm(actor, body),
  reply: (made) => {
    const reply = formReply(made, 201)
    return { ...reply, headers: { ...reply.headers, Location: `/api/v1/forms/${made.id}` } }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list, make)

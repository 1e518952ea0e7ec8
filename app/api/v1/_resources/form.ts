import { z } from 'zod'
import { FORM_FIELDS, FORM_KINDS } from '@/lib/forms/fields'
import type { FormView, Submission } from '@/lib/forms/queries'
import { HELD_REASONS } from '@/lib/forms/spam'
import { publicUrl } from '@/lib/platform/http/public-url'
import { id, person, personJson, time, timeJson } from './common'

const text = z.string().nullable()
const wording = z.strictObject({ title: text, intro: text, button: text, thanks: text, consent: text })

export const form = z
  .strictObject({
    id,
    version: z.int(),
    key: z.string(),
    url: z.url().meta({ description: 'its page, and where forms and programs post to' }),
    name: z.string(),
    kind: z.enum(FORM_KINDS),
    fields: z.array(
      z.strictObject({
        name: z.enum(FORM_FIELDS),
        required: z.boolean(),
        label: z.strictObject({ en: text, ru: text }),
      }),
    ),
    en: wording,
    ru: wording,
    consentRequired: z.boolean(),
    channel: text,
    campaign: text,
    owner: person.nullable(),
    redirectUrl: text,
    sites: z.array(z.string()),
    archivedAt: time.nullable(),
    createdAt: time,
    updatedAt: time,
    recent: z
      .int()
      .meta({ description: 'sent in the last 30 days, what was held left out; counted up to 1000' }),
    held: z.int(),
    lastAt: time.nullable(),
  })
  .meta({ id: 'WebForm' })

export function formJson(view: FormView): z.infer<typeof form> {
  const { wording: said, sourceIsArchived: _, owner, ...rest } = view
  return {
    ...rest,
    url: publicUrl(`/f/${view.key}`),
    ...said,
    owner: personJson(owner),
    archivedAt: timeJson(view.archivedAt),
    createdAt: view.createdAt.toISOString(),
    updatedAt: view.updatedAt.toISOString(),
    // from json it would be text already
    lastAt: timeJson(view.lastAt),
  }
}

export function formReply(view: FormView, status = 200) {
  return { status, body: formJson(view), headers: { ETag: `"${view.version}"` } }
}

const came = z
  .strictObject({
    utm: z.record(z.string(), z.string()),
    clicks: z.record(z.string(), z.string()),
    page: text,
    referrer: text,
  })
  .nullable()

export const submission = z
  .strictObject({
    id,
    form: z.strictObject({ id, name: z.string() }),
    state: z.enum(['held', 'discarded']),
    at: time,
    reasons: z.array(z.enum(HELD_REASONS)),
    lead: z.record(z.string(), z.string()).meta({ description: 'what was typed, by field' }),
    consent: text,
    first: came,
    last: came,
    extra: z.record(z.string(), z.string()),
    decidedBy: text,
    decidedAt: time.nullable(),
  })
  .meta({ id: 'HeldSubmission' })

export function submissionJson({ form, arrived, ...held }: Submission): z.infer<typeof submission> {
  const { consent, first, last, extra } = arrived
  return {
    ...held,
    form: { id: form.id, name: form.name },
    state: held.state === 'discarded' ? 'discarded' : 'held',
    at: held.at.toISOString(),
    lead: held.lead as Record<string, string>,
    consent,
    first,
    last,
    extra,
    decidedAt: timeJson(held.decidedAt),
  }
}

import { FORM_FIELDS, type FormDefinition } from './fields'

/**
 * Forms as they were when this process last read them: while the database is away, a visitor still sees the form, with
 * what they typed, instead of nothing.
 */
const known = new Map<string, FormDefinition>()
const MOST = 500

export function remember<F extends FormDefinition>(form: F): F {
  known.delete(form.key)
  if (known.size >= MOST) known.delete(known.keys().next().value ?? '')
  known.set(form.key, form)
  return form
}

export function remembered(key: string): FormDefinition | undefined {
  return known.get(key)
}

const NOTHING = { title: null, intro: null, button: null, thanks: null, consent: null }

/** A form that this process has never read, from what somebody sent to it: enough to send it again. */
export function unreadForm(key: string, sent: ReadonlyMap<string, string>): FormDefinition {
  return {
    key,
    fields: FORM_FIELDS.filter((name) => sent.has(name)).map((name) => ({
      name,
      required: false,
      label: { en: null, ru: null },
    })),
    wording: { en: NOTHING, ru: NOTHING },
    consentRequired: false,
    redirectUrl: null,
    sites: [],
  }
}

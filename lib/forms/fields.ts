import type { Locale } from '@/lib/platform/i18n/locale'

/** What of a lead a form may ask for, in the order that a new form offers it. */
export const FORM_FIELDS = [
  'contactName',
  'email',
  'phone',
  'company',
  'jobTitle',
  'website',
  'country',
  'region',
  'segment',
  'note',
] as const
export type FormField = (typeof FORM_FIELDS)[number]

/** A question of a form; a label that is null is Baton's own word. */
export type AskedField = { name: FormField; required: boolean; label: Record<Locale, string | null> }

/** What a form sends besides what it asks. */
export const TOKEN_FIELD = '_token'
export const VISITOR_FIELD = '_visitor'
export const CONSENT_FIELD = 'consent'

/** What a browser needs to know of a field to help with it. */
export const CONTROLS: Record<FormField, { type: string; autocomplete: string; max: number }> = {
  contactName: { type: 'text', autocomplete: 'name', max: 200 },
  email: { type: 'email', autocomplete: 'email', max: 254 },
  phone: { type: 'tel', autocomplete: 'tel', max: 60 },
  company: { type: 'text', autocomplete: 'organization', max: 200 },
  jobTitle: { type: 'text', autocomplete: 'organization-title', max: 200 },
  // not "url": people type "example.com", which a browser would refuse
  website: { type: 'text', autocomplete: 'url', max: 500 },
  country: { type: 'text', autocomplete: 'country-name', max: 100 },
  region: { type: 'text', autocomplete: 'address-level1', max: 100 },
  segment: { type: 'text', autocomplete: 'off', max: 80 },
  note: { type: 'textarea', autocomplete: 'off', max: 5000 },
}

/** What a form says in one language; null is Baton's own word, no consent is asked where there is no text for it. */
export type Wording = {
  title: string | null
  intro: string | null
  button: string | null
  thanks: string | null
  consent: string | null
}
export const WORDING_PARTS = ['title', 'intro', 'button', 'thanks', 'consent'] as const

/** What sending the form says of the lead. */
export const FORM_KINDS = ['enquiry', 'price_request', 'demo_request', 'download', 'event', 'other'] as const
export type FormKind = (typeof FORM_KINDS)[number]

/** A form as its page, its embed and its address know it. */
export type FormDefinition = {
  key: string
  fields: AskedField[]
  wording: Record<Locale, Wording>
  consentRequired: boolean
  redirectUrl: string | null
  /** origins */
  sites: string[]
}

/** A text of the form in a language; where only the other language has one, that one: a consent is never left out. */
export function said(
  { wording }: Pick<FormDefinition, 'wording'>,
  locale: Locale,
  part: keyof Wording,
): string | null {
  return wording[locale][part] ?? (part === 'consent' ? wording[locale === 'en' ? 'ru' : 'en'].consent : null)
}

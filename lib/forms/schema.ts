import { z } from 'zod'
import { cursorInput } from '@/lib/platform/cursor'
import { checkboxInput } from '@/lib/platform/http/form-input'
import {
  emailInput,
  fromJson,
  idInput,
  line,
  optionalLine,
  optionalParagraph,
  versionInput,
} from '@/lib/platform/input'
import { FORM_FIELDS, FORM_KINDS } from './fields'

const MAX_SITES = 50

/** "example.com/contact" and "https://example.com" are the site https://example.com. Plain http only for this machine. */
const site = line(300)
  .transform((text) => (/^[^:/]+\.[^:/]+/.test(text) ? `https://${text}` : text))
  .refine((text) => isSafe(text), { error: 'site' })
  .transform((text) => new URL(text).origin)

const redirect = line(1000)
  .refine((text) => isSafe(text), { error: 'site' })
  .transform((text) => new URL(text).href)

function isSafe(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || url.username !== '' || url.password !== '' || url.hostname === '') return false
  // An address may hold ; , * and more, each of which says something in the headers that name our sites to browsers.
  if (!/^[\w.-]+$|^\[[\da-f:.]+\]$/.test(url.hostname)) return false
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  return url.protocol === 'https:' || (url.protocol === 'http:' && isHere)
}

const label = optionalLine(120).transform((text) => text ?? null)
const words = z
  .strictObject({
    title: optionalLine(120).transform((text) => text ?? null),
    intro: optionalParagraph(1000).transform((text) => text ?? null),
    button: optionalLine(40).transform((text) => text ?? null),
    thanks: optionalParagraph(1000).transform((text) => text ?? null),
    consent: optionalParagraph(2000).transform((text) => text ?? null),
  })
  .default({ title: null, intro: null, button: null, thanks: null, consent: null })

const NO_LABEL = { en: null, ru: null }

const asked = z.strictObject({
  name: z.enum(FORM_FIELDS, { error: 'not_an_option' }),
  required: z.boolean({ error: 'wrong_type' }).default(false),
  label: z.strictObject({ en: label, ru: label }).default(NO_LABEL),
})

const fields = z
  .array(asked, { error: 'required' })
  .max(FORM_FIELDS.length, { error: 'too_long' })
  .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, { error: 'repeated' })
  .refine((list) => list.some(({ name }) => name === 'email' || name === 'phone'), { error: 'reachable' })

const parts = {
  name: line(120),
  kind: z.enum(FORM_KINDS, { error: 'not_an_option' }).default('enquiry'),
  fields,
  en: words,
  ru: words,
  consentRequired: z.boolean({ error: 'wrong_type' }).default(true),
  channel: optionalLine(200),
  campaign: optionalLine(200),
  /** whose the leads are; left out: whoever makes the form */
  owner: emailInput.nullable().optional(),
  redirectUrl: redirect.nullable().optional(),
  sites: z
    .array(site, { error: 'required' })
    .max(MAX_SITES, { error: 'too_long' })
    .transform((list) => [...new Set(list)])
    .default([]),
}

/** What is no address at all has been refused already. */
function redirectsHome({ redirectUrl, sites }: { redirectUrl?: string | null; sites: string[] }): boolean {
  return !redirectUrl || !URL.canParse(redirectUrl) || sites.includes(new URL(redirectUrl).origin)
}

const elsewhere = { error: 'redirect_site', path: ['redirectUrl'] }
const needsChannel = { error: 'needs_channel', path: ['campaign'] }
const namesChannel = (form: { channel?: string | null; campaign?: string | null }) =>
  !form.campaign || Boolean(form.channel)

/** POST /forms. */
export const newFormInput = z
  .strictObject(parts)
  .refine(redirectsHome, elsewhere)
  .refine(namesChannel, needsChannel)
export type NewFormInput = z.output<typeof newFormInput>

/** PATCH /forms/{id}: what is left out stays as it is. */
export const formPatch = z.strictObject({
  name: parts.name.optional(),
  kind: z.enum(FORM_KINDS, { error: 'not_an_option' }).optional(),
  fields: fields.optional(),
  en: words.unwrap().optional(),
  ru: words.unwrap().optional(),
  consentRequired: z.boolean({ error: 'wrong_type' }).optional(),
  channel: parts.channel,
  campaign: parts.campaign,
  owner: parts.owner,
  redirectUrl: parts.redirectUrl,
  sites: parts.sites.unwrap().optional(),
})
export const changeFormInput = z.strictObject({
  formId: idInput,
  version: versionInput.optional(),
  patch: formPatch,
})
export type ChangeFormInput = z.output<typeof changeFormInput>

/** As the builder's form sends it: the questions as JSON, the sites one in a line. */
const typedParts = {
  ...parts,
  fields: z.preprocess(fromJson, fields),
  consentRequired: checkboxInput,
  redirectUrl: z.preprocess(orNothing, redirect.nullable()),
  owner: z.preprocess(orNothing, emailInput.nullable()),
  sites: z.preprocess(linesOf, parts.sites.unwrap()),
}

export const newFormForm = z
  .strictObject(typedParts)
  .refine(redirectsHome, elsewhere)
  .refine(namesChannel, needsChannel)

export const changeFormForm = z
  .strictObject({ ...typedParts, formId: idInput, version: versionInput })
  .refine(redirectsHome, elsewhere)
  .refine(namesChannel, needsChannel)
  .transform(({ formId, version, ...patch }) => ({ formId, version, patch }))

function orNothing(text: unknown): unknown {
  return typeof text === 'string' && text.trim() === '' ? null : text
}

function linesOf(text: unknown): unknown {
  return typeof text === 'string'
    ? text
        .split(/[\s,]+/)
        .map((one) => one.trim())
        .filter((one) => one !== '')
    : text
}

export const oneForm = z.strictObject({ formId: idInput })
export const oneSubmission = z.strictObject({ submissionId: idInput })
export const discardAllInput = z.strictObject({ upTo: idInput })

export const submissionCursor = cursorInput(z.tuple([idInput]))

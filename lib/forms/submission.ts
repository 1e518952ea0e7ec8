import { createLeadInput } from '@/lib/leads/schema'
import type { Locale } from '@/lib/platform/i18n/locale'
import { fieldProblems, isStorable, WORDS } from '@/lib/platform/input'
import type { FieldProblem } from '@/lib/platform/result'
import {
  CONSENT_FIELD,
  type FormDefinition,
  type FormField,
  said,
  TOKEN_FIELD,
  VISITOR_FIELD,
} from './fields'
import { HONEYPOT } from './spam'
import { type Came, FIRST, PLACES, readCame, TRACKED } from './tracking'

/** What a visitor typed, by field; only what the form asks. */
export type SentLead = Partial<Record<FormField, string>>

/** What came with it, and is kept with the lead. */
export type Arrived = {
  locale: Locale
  /** the words that they agreed to */
  consent: string | null
  first: Came | null
  last: Came | null
  /** fields of somebody's own form that this one does not know */
  extra: Record<string, string>
}

export type ReadSubmission = {
  lead: SentLead
  arrived: Arrived
  token: string | null
  honeypot: string
  /** id of the browser in the script of touches */
  visitor: string | null
  problems: FieldProblem[]
}

/** Set by the page itself; the language and whether it stands inside another page. */
const OWN = ['lang', 'embed']

const VISITOR = /^[\da-f]{32}$/
const MAX_EXTRAS = 20
const MAX_EXTRA = 500

const RESERVED = new Set<string>([
  ...TRACKED,
  ...PLACES,
  ...[...TRACKED, ...PLACES].map((name) => `${FIRST}${name}`),
  ...OWN,
  TOKEN_FIELD,
  VISITOR_FIELD,
  CONSENT_FIELD,
  HONEYPOT,
])

/** Reads what a visitor sent; `problems` are for them to put right, the rest never stops them. */
export function readSubmission(
  form: FormDefinition,
  sent: ReadonlyMap<string, string>,
  locale: Locale,
): ReadSubmission {
  const problems: FieldProblem[] = []
  const typed: SentLead = {}
  for (const { name, required } of form.fields) {
    const text = sent.get(name) ?? ''
    if (text.trim() !== '') typed[name] = text
    else if (required) problems.push(problem(name, 'required'))
  }
  const parsed = createLeadInput.safeParse(typed)
  if (!parsed.success) {
    for (const found of fieldProblems(parsed.error)) {
      const worded = found.code === 'identity' ? problem(reachBy(form), 'reach') : found
      if (!problems.some(({ path }) => path === worded.path)) problems.push(worded)
    }
  }
  const text = said(form, locale, 'consent')
  const agreed = text !== null && isTicked(sent.get(CONSENT_FIELD))
  if (text !== null && form.consentRequired && !agreed) problems.push(problem(CONSENT_FIELD, 'consent'))
  const visitor = sent.get(VISITOR_FIELD) ?? ''
  return {
    lead: parsed.success ? cleaned(form, parsed.data) : typed,
    arrived: {
      locale,
      consent: agreed ? text : null,
      first: readCame((name) => sent.get(name), FIRST),
      last: readCame((name) => sent.get(name)),
      extra: extraOf(form, sent),
    },
    token: sent.get(TOKEN_FIELD) || null,
    honeypot: sent.get(HONEYPOT) ?? '',
    visitor: VISITOR.test(visitor) ? visitor : null,
    problems,
  }
}

function cleaned({ fields }: FormDefinition, lead: Record<string, unknown>): SentLead {
  const clean: SentLead = {}
  for (const { name } of fields) {
    const value = lead[name]
    if (typeof value === 'string') clean[name] = value
  }
  return clean
}

function reachBy({ fields }: FormDefinition): FormField {
  return fields.some(({ name }) => name === 'email') ? 'email' : 'phone'
}

/** A box that is ticked sends "on" unless its page says otherwise. */
function isTicked(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false', 'no', 'off'].includes(value.trim().toLowerCase())
}

/** What somebody's own form asks besides: kept as it came, so that nothing that a visitor typed is lost. */
function extraOf({ fields }: FormDefinition, sent: ReadonlyMap<string, string>): Record<string, string> {
  const asked = new Set<string>(fields.map(({ name }) => name))
  const extra: [string, string][] = []
  for (const [name, value] of sent) {
    if (RESERVED.has(name) || asked.has(name) || !/^[A-Za-z][\w.-]{0,39}$/.test(name) || value.trim() === '')
      continue
    if (isStorable(value)) extra.push([name, value.trim().slice(0, MAX_EXTRA).toWellFormed()])
    if (extra.length === MAX_EXTRAS) break
  }
  return Object.fromEntries(extra)
}

/** What a sent form says, whatever order it says it in: the same sent twice has the same. */
export function sayingOf(sent: ReadonlyMap<string, string>): string {
  const said = [...sent].filter(([name]) => name !== TOKEN_FIELD)
  return JSON.stringify(said.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}

function problem(path: string, code: string): FieldProblem {
  return { path, code, message: WORDS[code] ?? code }
}

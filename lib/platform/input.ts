import { z } from 'zod'
import type { FieldProblem } from './result'

/**
 * The pieces that every input schema is made of. Text is NFC-normalised and trimmed; NUL and lone surrogates are
 * refused (PostgreSQL cannot store them); everything is bounded. Messages are codes: `errors` words them.
 */

// biome's control-character rule does not see a code point compared as a number
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000')
}

function text(max: number) {
  return (
    z
      .string({ error: 'text' })
      .refine(isStorable, { error: 'unstorable' })
      .meta({ maxLength: max })
      // A browser sends a form's line breaks as CR LF, the API's clients as LF: kept is LF.
      .transform((value) => value.normalize('NFC').replace(/\r\n?/g, '\n').trim())
      .pipe(z.string().max(max, { error: 'too_long' }))
  )
}

/** One line of text that must be there. Line breaks and tabs become spaces. */
export function line(max = 200) {
  return text(max)
    .transform((value) => value.replace(/\s+/g, ' '))
    .pipe(z.string().min(1, { error: 'required' }))
}

/** One line that may be left out; empty means left out (null). */
export function optionalLine(max = 200) {
  return text(max)
    .transform((value) => value.replace(/\s+/g, ' ') || null)
    .nullable()
    .optional()
}

/** Text of several lines that must be there. */
export function paragraph(max = 5000) {
  return text(max).pipe(z.string().min(1, { error: 'required' }))
}

export function optionalParagraph(max = 5000) {
  return text(max)
    .transform((value) => value || null)
    .nullable()
    .optional()
}

const EMAIL = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+\.[^\s@.<>()[\]\\,;:"]{2,}$/u

/** An address that mail could be sent to; international ones included. */
export const emailInput = text(254).pipe(z.string().regex(EMAIL, { error: 'email' }))

export const optionalEmail = text(254)
  .transform((value) => value || null)
  .pipe(z.string().regex(EMAIL, { error: 'email' }).nullable())
  .nullable()
  .optional()

/** A phone in any notation: at least three digits, no letters but an extension's. */
export const optionalPhone = text(60)
  .transform((value) => value || null)
  .pipe(
    z
      .string()
      .refine((value) => (value.match(/\d/g)?.length ?? 0) >= 3, { error: 'phone' })
      .nullable(),
  )
  .nullable()
  .optional()

/** A form and an address send digits, a program a number; `true` and `[1]` are neither. */
export function wholeNumber(error: string) {
  return z.preprocess(
    (value) => (typeof value === 'string' && /^\s*\d{1,10}\s*$/.test(value) ? Number(value) : value),
    z.int({ error }),
  )
}

export const idInput = wholeNumber('id').pipe(
  z.int().min(1, { error: 'id' }).max(2_147_483_647, { error: 'id' }),
)

export const versionInput = wholeNumber('version').pipe(z.int().min(1).max(2_147_483_647))

/** What a text of JSON says, for a schema to judge; undefined where it is none. What is no text stays as it is. */
export function fromJson(text: unknown): unknown {
  if (typeof text !== 'string') return text
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Exact money, not negative: `"1234.5"` or a JSON number with at most two decimals → `"1234.50"`. */
export const moneyInput = z
  .union([z.string(), z.number()], { error: 'money' })
  .transform((value) => String(value).trim())
  .pipe(z.string().regex(/^\d{1,12}(\.\d{1,2})?$/, { error: 'money' }))
  .transform((value) => {
    const [whole = '0', cents = ''] = value.split('.')
    return `${whole.replace(/^0+(?=\d)/, '')}.${cents.padEnd(2, '0')}`
  })

export function isCalendarDay(value: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return false
  const year = Number(value.slice(0, 4))
  const day = new Date(`${value}T00:00:00Z`)
  return year >= 1900 && year <= 2200 && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value)
}

/** `YYYY-MM-DD`, a day that exists, between 1900 and 2200. */
export const dateInput = z
  .string({ error: 'date' })
  .trim()
  .refine(isCalendarDay, { error: 'date', abort: true })

/** ISO 8601 with a zone → Date, between 1900 and 2200. */
export const dateTimeInput = z
  .string({ error: 'date_time' })
  .trim()
  .pipe(z.iso.datetime({ offset: true, error: 'date_time' }))
  .transform((value) => new Date(value))
  .refine((at) => at.getUTCFullYear() >= 1900 && at.getUTCFullYear() <= 2200, { error: 'date_time' })

/** An IANA name, also one of the newer spellings that browsers report and `Intl` does not list (Asia/Kolkata). No offsets. */
function isTimeZone(name: string): boolean {
  if (name !== 'UTC' && !/^[A-Z][A-Za-z_]+(\/[A-Za-z0-9_+-]+){1,2}$/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

export const timeZoneInput = z.string({ error: 'time_zone' }).refine(isTimeZone, { error: 'time_zone' })

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'))
export const currencyInput = z
  .string({ error: 'currency' })
  .trim()
  .toUpperCase()
  .refine((code) => CURRENCIES.has(code), { error: 'currency' })

/** zod's issues as field problems: the path joined by dots, our code where a schema gave one. */
export function fieldProblems(error: z.ZodError): FieldProblem[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => problem([...issue.path, key], 'unknown_field'))
    }
    return [problem(issue.path, codeOf(issue))]
  })
}

function problem(path: PropertyKey[], code: string): FieldProblem {
  return { path: path.map(String).join('.'), code, message: WORDS[code] ?? code }
}

function codeOf(issue: z.core.$ZodIssue): string {
  if (WORDS[issue.message]) return issue.message
  switch (issue.code) {
    case 'invalid_type':
      // zod leaves `input` out of its issues; the message is where it says that nothing came
      return issue.message.endsWith('received undefined') ? 'required' : 'wrong_type'
    case 'invalid_value':
      return 'not_an_option'
    case 'too_big':
      return 'too_long'
    case 'too_small':
      return 'too_small'
    default:
      return 'invalid'
  }
}

/** English words of the field codes, for the API; the screens word them from the `errors` messages (`field.<code>`). */
export const WORDS: Record<string, string> = {
  required: 'is required',
  points: 'must be a whole number from -1000 to 1000',
  web_address: 'must begin with https:// or http://',
  wrong_type: 'has the wrong type',
  text: 'must be text',
  unstorable: 'contains characters that cannot be stored',
  too_long: 'is too long or too large',
  too_small: 'is too short or too small',
  invalid: 'is not valid',
  not_an_option: 'is not one of the allowed values',
  unknown_field: 'is not a known field',
  email: 'is not an e-mail address',
  phone: 'is not a phone number',
  id: 'is not an id',
  version: 'is not a version',
  money: 'must be an amount such as 1234.50, not negative',
  date: 'must be a day as YYYY-MM-DD between 1900 and 2200',
  date_time: 'must be a time as ISO 8601 with a zone, between 1900 and 2200',
  time_zone: 'is not a time zone',
  currency: 'is not a currency',
  time_of_day: 'must be a time of day such as 09:30',
  interval: 'must end after it begins, and not run past midnight',
  overlap: 'two of the hours overlap',
  empty_week: 'a week must be open for at least an hour',
  absence_overlaps: 'overlaps an absence that is entered already',
  identity: 'give at least one of e-mail, phone and external id',
  amount_order: 'must not be above amountTo',
  one_of_both: 'give either a person or a team',
  unknown_team: 'there is no such team',
  from_after_to: 'from must not be after to',
  future: 'must not be in the future',
  past: 'must not be in the past',
  needs_channel: 'a campaign needs its channel',
  weak_password: 'needs at least 10 characters and must not be one of the common ones',
  taken: 'is taken already',
  wrong_password: 'is not right',
  stale: 'somebody changed it meanwhile',
  repeated: 'is given more than once',
  same_lead: 'is this lead itself',
  whole_number: 'must be a whole number, not negative',
  number: 'is not a number',
  month: 'must be a month as YYYY-MM between 1900 and 2200',
  month_or_day: 'give either a month or a day',
  target_period: 'must be a month (2026-11), a quarter (2026-Q4) or a year (2026)',
  year: 'must be a year between 1900 and 2199',
  over_100: 'must not be above 100 %',
  range_too_long: 'must not be longer than 50 years',
  one_time: 'give either a day, a month, or from and to',
  channel_or_split: 'give a channel, or splitBy for a shared cost',
  channel_and_split: 'what is for one channel is not split',
  shared_is_money: 'a shared cost has no reach and no responses',
  shares_need_fixed: 'shares belong to splitBy fixed',
  not_hundred: 'the percentages must add up to 100',
  percent: 'must be a percentage above 0 and up to 100, with at most two decimals',
  monthly_months: 'untilMonth needs month',
  unmapped: 'is filled by no column and no constant',
  identity_conflict: 'cannot give each row an identity of its own while a column is mapped to externalId',
  unreadable_date: 'is not a date between 1900 and 2200 in the notation of this file',
  negative: 'must not be negative',
  too_precise: 'has more decimals than can be kept',
  won_and_lost: 'cannot be both won and lost',
  last_for_all: 'the last criterion must be for all leads',
  never_reached: 'is for all leads, so no criterion after it is ever reached',
  term_in_use: 'a term that the interface uses is missing',
  nobody_accountable: 'somebody must be accountable',
  nobody_responsible: 'somebody must be responsible',
  empty_row: 'the row is empty',
  bad_quotes: 'the quotes in this line do not pair up',
  unclosed_quote: 'a quote in this line is never closed',
  too_few_cells: 'the row has fewer cells than the header',
  too_many_cells: 'the row has more cells than the header',
  reach: 'give an e-mail address or a phone number',
  consent: 'must be agreed to',
  reachable: 'must ask for an e-mail address or a phone number',
  site: 'must be an https:// address',
  redirect_site: 'must be on one of the allowed sites',
  cell_too_long: 'a cell has more than 100,000 characters',
}

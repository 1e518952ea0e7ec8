import { createHash } from 'node:crypto'
import { NAMES, type Names } from './column-words'
import type { ImportDraft } from './draft'
import { FIELDS, type Field, type ImportKind } from './mapping'
import { type ClosedField, folded, isChannelWord, isClosed, optionFor } from './value-words'

/**
 * Which of our fields each column of a file is: by its name, in English and Russian, and by what stands in it. A guess is
 * only proposed; who does not like it changes it.
 */

type ColumnSample = { name: string; values: readonly string[] }
type Guess = { field: Field; by: 'name' | 'content' }

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/u
const URL = /^(?:https?:\/\/)?(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?:[/?#]\S*)?$/u
const PHONE = /^\+?[\d\s().\-–]{7,25}(?:\s*(?:ext|x|доб)\.?\s*\d+)?$/i
const DATE = /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})(?:[T\s,].*)?$/
const MONTH = /^(?:\d{4}[-/.]\d{1,2}|\d{1,2}[-/.]\d{4})$/
const NUMBER = /^[^\d\s]{0,4}\s?-?[\d\s.,'’ ]*\d[\d\s.,'’ ]*\s?[^\d]{0,5}$/u

/** Excel's apostrophe and Facebook's `p:` stand before numbers that are to stay text. */
const isPhone = (text: string) => {
  const number = text.replace(/^(?:'|p:|tel:)\s*/i, '')
  const digits = number.replaceAll(/\D/g, '').length
  return PHONE.test(number) && digits >= 7 && digits <= 15 && !DATE.test(number)
}

type Test = (text: string) => boolean
const DATE_TEST: Test = (text) => DATE.test(text)
const NUMBER_TEST: Test = (text) => NUMBER.test(text)
const closedTest =
  (field: ClosedField): Test =>
  (text) =>
    optionFor(field, text) !== null

/** What values of a field look like, where they look like something. */
const LOOKS: Partial<Record<Field, Test>> = {
  email: (text) => EMAIL.test(text),
  website: (text) => URL.test(text),
  phone: (text) => isPhone(text) || /^\d(?:[.,]\d+)?E\+?\d+$/i.test(text),
  createdAt: DATE_TEST,
  qualifiedAt: DATE_TEST,
  handedOffAt: DATE_TEST,
  acceptedAt: DATE_TEST,
  dealAt: DATE_TEST,
  wonAt: DATE_TEST,
  lostAt: DATE_TEST,
  day: DATE_TEST,
  from: DATE_TEST,
  to: DATE_TEST,
  month: (text) => MONTH.test(text) || DATE.test(text),
  amount: NUMBER_TEST,
  expectedAmount: NUMBER_TEST,
  reach: NUMBER_TEST,
  responses: NUMBER_TEST,
  origin: closedTest('origin'),
  grade: closedTest('grade'),
  needFormed: closedTest('needFormed'),
  valueUnderstood: closedTest('valueUnderstood'),
  hasBudget: closedTest('hasBudget'),
  readySoon: closedTest('readySoon'),
  response: closedTest('response'),
  outcome: closedTest('outcome'),
  side: closedTest('side'),
}

/** What says by itself what it is: how sure a whole column of it makes us. */
const SPEAKS: Partial<Record<Field, number>> = {
  email: 70,
  phone: 45,
  website: 40,
  grade: 40,
  outcome: 40,
  side: 45,
}

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
let countries: ReadonlySet<string> | null = null

/** What countries are called in both languages. Made when first asked: some hundred names. */
function countryNames(): ReadonlySet<string> {
  if (countries) return countries
  const names = new Set(['usa', 'uk', 'uae', 'россия', 'рф', 'сша', 'великобритания', 'оаэ'])
  for (const locale of ['en', 'ru']) {
    const called = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' })
    for (const first of LETTERS)
      for (const second of LETTERS) names.add(folded(called.of(first + second) ?? ''))
  }
  names.delete('')
  countries = names
  return names
}

/** What the company has: its own names tell which column is which. */
type KnownNames = { channels: readonly string[] }

function shareOf(values: readonly string[], test: Test): number {
  return values.length === 0 ? 0 : values.filter(test).length / values.length
}

/** 0 to 100 by the column's name alone. */
function byName(name: string, { words, not = [] }: Names): number {
  const exact = words.indexOf(name)
  if (exact !== -1) return 100 - exact / 10
  const tokens = name.split(' ')
  if (tokens.some((token) => not.includes(token))) return 0
  let best = 0
  const padded = ` ${name} `
  for (const [place, word] of words.entries()) {
    if (word.length < 3 || !padded.includes(` ${word} `)) continue
    best = Math.max(best, 40 + (45 * word.length) / name.length - place / 10)
  }
  return best
}

const LEAST = 38

type Scored = { column: number; field: Field; score: number; by: Guess['by'] }

/** For each column what it is, or null. No field twice; where two columns want one, the better gets it. */
export function guessColumns(
  kind: ImportKind,
  columns: readonly ColumnSample[],
  known: KnownNames = { channels: [] },
): (Guess | null)[] {
  const names = columns.map(({ name }) => folded(name.replace(/ \(\d+\)$/, '')))
  const hasLastName = names.some((name) => byName(name, NAMES.leads.lastName ?? { words: [] }) > 90)
  const scores: Scored[] = []
  for (const [column, { values: all }] of columns.entries()) {
    const name = names[column] ?? ''
    const values = all.map((value) => value.trim()).filter((value) => value !== '')
    for (const field of FIELDS[kind]) {
      if (name === 'имя' && (field === 'contactName' ? hasLastName : field === 'firstName' && !hasLastName))
        continue
      const scored = scoreOf(field, name, values, NAMES[kind][field], known)
      if (scored && scored.score >= LEAST) scores.push({ column, field, ...scored })
    }
  }
  scores.sort((a, b) => b.score - a.score || a.column - b.column)
  const guesses: (Guess | null)[] = columns.map(() => null)
  const taken = new Set<Field>()
  for (const { column, field, by } of scores) {
    if (guesses[column] || taken.has(field) || excluded(field, taken)) continue
    guesses[column] = { field, by }
    taken.add(field)
  }
  return guesses
}

/** What does not go together: a row has a month or a day, a whole name or its parts. */
function excluded(field: Field, taken: ReadonlySet<Field>): boolean {
  const times = {
    day: ['month', 'from', 'to'],
    month: ['day', 'from', 'to'],
    untilMonth: ['day', 'from', 'to'],
  }
  if (field === 'day' || field === 'month' || field === 'untilMonth')
    return times[field].some((other) => taken.has(other as Field))
  if (field === 'from' || field === 'to') return taken.has('day') || taken.has('month')
  if (field === 'contactName') return taken.has('firstName') || taken.has('lastName')
  if (field === 'firstName' || field === 'lastName') return taken.has('contactName')
  return false
}

function scoreOf(
  field: Field,
  name: string,
  values: readonly string[],
  names: Names | undefined,
  known: KnownNames,
): { score: number; by: Guess['by'] } | null {
  const named = names ? byName(name, names) : 0
  const looks = LOOKS[field]
  const share = looks ? shareOf(values, looks) : 0
  if (named > 0) {
    if (values.length > 0 && (looks ? share < 0.3 : isClearlyOther(field, values))) return null
    if (
      field === 'month' &&
      name !== 'month' &&
      name !== 'месяц' &&
      !values.some((value) => MONTH.test(value))
    )
      return { score: Math.min(named, 50), by: 'name' }
    const isClosedList = field === 'channel' && values.length > 0
    const bonus = looks ? 5 * share : isClosedList ? 5 * shareOf(values, isChannel(known)) : 0
    return { score: named + bonus, by: 'name' }
  }
  if (values.length === 0 || name.split(' ').some((token) => names?.not?.includes(token))) return null
  const speaks = SPEAKS[field]
  if (speaks !== undefined && share >= 0.7 && !(isClosed(field) && isOneLetter(values)))
    return { score: speaks * share, by: 'content' }
  if (field === 'country' && shareOf(values, (text) => countryNames().has(folded(text))) >= 0.7)
    return { score: 42, by: 'content' }
  if (field === 'channel' && shareOf(values, isChannel(known)) >= 0.6) return { score: 41, by: 'content' }
  return null
}

function isChannel({ channels }: KnownNames): Test {
  const ours = new Set(channels.map(folded))
  return (text) => ours.has(folded(text)) || isChannelWord(text)
}

/** A column of addresses is not of names, whatever it is called. */
function isClearlyOther(field: Field, values: readonly string[]): boolean {
  return field !== 'externalId' && shareOf(values, (text) => EMAIL.test(text)) >= 0.7 && !isPerson(field)
}

/** People are named by their address as well. */
function isPerson(field: Field): boolean {
  return field === 'owner' || field === 'assignee'
}

/** "A", "1" and "x" mean something only under a name. */
function isOneLetter(values: readonly string[]): boolean {
  return values.every((value) => value.length < 2)
}

// ── files of one source ─────────────────────────────────────────────────────────────────────────────────────────────

/**
 * By what a source is known again: its column names in any order and spelling. The last column of a file of rejected
 * rows, `error`, is ours and does not count.
 */
export function headerKey(header: readonly string[]): string {
  const own = header.at(-1) === 'error' ? header.slice(0, -1) : header
  const names = own.map(folded).sort()
  return createHash('sha256').update(names.join('\n')).digest('base64url')
}

/** What of a draft is said about every file of its source: not how this one happens to be encoded. */
export type Template = Pick<
  ImportDraft,
  | 'columns'
  | 'constants'
  | 'values'
  | 'dateFormat'
  | 'decimal'
  | 'matchBy'
  | 'onMatch'
  | 'identity'
  | 'createMissing'
>

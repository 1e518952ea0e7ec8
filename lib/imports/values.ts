import { fieldOf, type ImportDraft } from './draft'
import { ownText } from './own-text'
import type { FormatQuestion } from './row'
import type { FileProblemCode } from './unreadable-file'
import { CLOSED_FIELDS, type ClosedField, folded, isClosed, isSameChannel, optionFor } from './value-words'

/** The values step: what a file's columns hold where ours is a closed list, and what becomes of each value. */

/** How many values of a field are listed; of more different ones than we count, somebody mapped the wrong column. */
export const LISTED = 200
const COUNTED = 20_000
/** A longer text is no name of anything. */
const LONGEST = 200

export type FieldValues = {
  field: ClosedField
  column: string
  /** the most frequent ones, the most frequent first */
  values: { text: string; count: number }[]
  /** rows, and different values, that are not listed */
  rest: number
  restDistinct: number
  /** there are more than anybody counted */
  isEndless: boolean
  empty: number
}

/** What the job found in the whole file. */
export type FoundValues =
  | { rows: number; fields: FieldValues[]; questions: FormatQuestion[] }
  | { problem: FileProblemCode; params: Record<string, string | number> }

/** Counts the different values of the columns whose fields are closed. */
export class ValueCounter {
  private readonly seen: { field: ClosedField; column: string; place: number; counts: Map<string, number> }[]
  private readonly empty = new Map<ClosedField, number>()
  private readonly beyond = new Map<ClosedField, number>()
  rows = 0

  constructor(header: readonly string[], columns: ImportDraft['columns']) {
    this.seen = header.flatMap((column, place) => {
      const field = fieldOf({ columns }, column)
      return field && isClosed(field) ? [{ field, column, place, counts: new Map() }] : []
    })
  }

  see(cells: readonly string[]): void {
    this.rows++
    for (const { field, place, counts } of this.seen) {
      const text = (cells[place] ?? '').normalize('NFC').trim()
      const known = counts.get(text)
      if (text === '') this.empty.set(field, (this.empty.get(field) ?? 0) + 1)
      else if (known !== undefined) counts.set(text, known + 1)
      else if (counts.size < COUNTED && text.length <= LONGEST) counts.set(ownText(text), 1)
      else this.beyond.set(field, (this.beyond.get(field) ?? 0) + 1)
    }
  }

  found(): FieldValues[] {
    return this.seen.map(({ field, column, counts }) => {
      const all = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      const unlisted = all.slice(LISTED)
      const beyond = this.beyond.get(field) ?? 0
      return {
        field,
        column,
        values: all.slice(0, LISTED).map(([text, count]) => ({ text, count })),
        rest: unlisted.reduce((sum, [, count]) => sum + count, beyond),
        restDistinct: unlisted.length + Math.min(beyond, 1),
        isEndless: beyond > 0,
        empty: this.empty.get(field) ?? 0,
      }
    })
  }
}

/** Of what columns and of what reading of the file values were counted: others must be counted anew. */
export function countedFor({ kind, columns, sheet, headerRow, encoding, delimiter }: ImportDraft): string {
  const mapped = Object.entries(columns)
    .filter(([, field]) => field !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([kind, sheet, headerRow, encoding, delimiter, mapped])
}

/** What we may make when a file names it and we do not have it. */
export const MADE_FROM: Partial<Record<ClosedField, 'channel' | 'campaign' | 'person'>> = {
  channel: 'channel',
  campaign: 'campaign',
  owner: 'person',
  assignee: 'person',
}

/** One of ours. `value` is what the importer knows it by, `also` what else it is called. */
export type Option = { value: string; label: string; also?: readonly string[] }

/**
 * What becomes of a value: `=Paid search` is one of ours, `+` makes it, `-` leaves the cell empty, and nothing leaves it
 * as it is, for the check to say what is wrong with it; a reason is kept in its own words.
 */
type Choice = `=${string}` | '+' | '-' | ''

/** The choice that stands in the draft for a value, else the one that we propose. */
export function choiceFor(
  field: ClosedField,
  text: string,
  options: readonly Option[],
  said: Readonly<Record<string, string>> | undefined,
): Choice {
  const told = said && Object.hasOwn(said, text) ? said[text] : undefined
  if (told === '') return '-'
  const ours = (name: string) => options.find(({ value }) => folded(value) === folded(name))
  if (told !== undefined) {
    const option = ours(told)
    if (option) return `=${option.value}`
    return MADE_FROM[field] ? '+' : ''
  }
  const found = closest(field, text, options)
  if (found) return `=${found.value}`
  return MADE_FROM[field] ? '+' : ''
}

/** Ours that a file's word means: the same but for case and signs, a known synonym, or nearly the same letters. */
export function closest(field: ClosedField, text: string, options: readonly Option[]): Option | null {
  const word = folded(text)
  if (word === '') return null
  const same = options.find(({ value, also = [] }) => [value, ...also].some((name) => folded(name) === word))
  if (same) return same
  if (CLOSED_FIELDS[field] !== null) {
    const meant = optionFor(field, text)
    return options.find(({ value }) => value === meant) ?? null
  }
  // what is only like one of our reasons may say more than that
  if (field === 'reason') return null
  if (field === 'channel') {
    const synonym = options.find(({ value }) => isSameChannel(value, text))
    if (synonym) return synonym
  }
  let best: { option: Option; likeness: number } | null = null
  for (const option of options)
    for (const name of [option.value, ...(option.also ?? [])]) {
      const likeness = likenessOf(word, folded(name))
      if (likeness >= 0.7 && (!best || likeness > best.likeness)) best = { option, likeness }
    }
  return best?.option ?? null
}

/** Dice's coefficient of the pairs of letters: 1 for the same word, 0 for nothing in common. */
function likenessOf(one: string, other: string): number {
  const [a, b] = [pairs(one), pairs(other)]
  if (a.length === 0 || b.length === 0) return 0
  const left = new Map<string, number>()
  for (const pair of a) left.set(pair, (left.get(pair) ?? 0) + 1)
  let common = 0
  for (const pair of b) {
    const count = left.get(pair) ?? 0
    if (count === 0) continue
    left.set(pair, count - 1)
    common++
  }
  return (2 * common) / (a.length + b.length)
}

function pairs(word: string): string[] {
  const padded = ` ${word} `
  return Array.from({ length: padded.length - 1 }, (_, index) => padded.slice(index, index + 2))
}

type Said = ImportDraft['values']

/** So many values that this file does not have are remembered for the next one of its source. */
const REMEMBERED = 1000

/**
 * What the draft says after the choices of the values step: `values` and `createMissing`. What was said before of values
 * that this file does not have stays.
 */
export function settledValues(
  found: readonly FieldValues[],
  choices: Readonly<Record<string, string>>,
  rest: Partial<Record<ClosedField, boolean>>,
  before: Said = {},
): Pick<ImportDraft, 'values' | 'createMissing'> {
  const values: Said = {}
  const made = new Set<'channel' | 'campaign' | 'person'>()
  for (const { field, values: listed } of found) {
    const makes = MADE_FROM[field]
    const said = listed.flatMap(({ text }, index): [string, string][] => {
      const choice = choices[`${field}-${index}`] ?? ''
      if (choice === '-') return [[text, '']]
      if (choice.startsWith('=')) return [[text, choice.slice(1)]]
      if (choice !== '+' || !makes) return []
      made.add(makes)
      return [[text, text]]
    })
    const here = new Set(listed.map(({ text }) => text))
    const elsewhere = Object.entries(before[field] ?? {}).filter(([text]) => !here.has(text))
    values[field] = Object.fromEntries([...elsewhere.slice(-REMEMBERED), ...said])
    if (makes && rest[field]) made.add(makes)
  }
  return { values, createMissing: [...made] }
}

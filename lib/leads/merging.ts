import type { LeadStatus } from '@/lib/platform/db/generated/enums'
import { websiteKey } from './identity'
import { searchText } from './search-text'

/**
 * Two leads that are one. The one that is further along is kept with its state, so that a merge never writes a state:
 * what is at work goes before what waits, and that before what has ended; a customer stays a customer.
 */
const FURTHEST_FIRST = [
  'won',
  'deal',
  'accepted',
  'handed_off',
  'qualified',
  'nurture',
  'new',
  'lost',
  'disqualified',
] as const satisfies readonly LeadStatus[]

/** Is `other` further along than `lead`? At the same state the lead that somebody started from is kept. */
export function isFurther(other: LeadStatus, lead: LeadStatus): boolean {
  return FURTHEST_FIRST.indexOf(other) < FURTHEST_FIRST.indexOf(lead)
}

/** What may be chosen from either lead, and the columns of the row that go with it. */
const COLUMNS = {
  company: ['company', 'company_key'],
  contactName: ['contact_name'],
  jobTitle: ['job_title'],
  email: ['email', 'email_key'],
  phone: ['phone', 'phone_key'],
  website: ['website'],
  country: ['country'],
  region: ['region'],
  segment: ['segment'],
  expectedAmount: ['expected_amount'],
  note: ['note'],
  source: [
    'channel_id',
    'campaign_id',
    'utm_source',
    'utm_medium',
    'utm_campaign',
    'utm_term',
    'utm_content',
  ],
  origin: ['origin'],
  externalId: ['external_id'],
  owner: ['owner_id'],
  assignee: ['assignee_id'],
} as const

export type MergeField = keyof typeof COLUMNS
export const MERGE_FIELDS = Object.keys(COLUMNS) as MergeField[]

/** From which lead each field comes, by its id; `both` joins the notes. What is left out is the kept lead's, if it has one. */
export type MergeChoices = Partial<Record<MergeField, number | 'both'>>

export const UNDO_DAYS = 30

/** Until when a merge can be taken back. */
export function undoableUntil(mergedAt: Date): Date {
  return new Date(mergedAt.getTime() + UNDO_DAYS * 86_400_000)
}

/** A row of the table `lead` as to_jsonb gives it. */
export type StoredLead = Record<string, string | number | boolean | null> & { id: number; version: number }

const EARLIEST = [
  'created_at',
  'qualified_at',
  'handed_off_at',
  'accepted_at',
  'deal_at',
  'won_at',
  'lost_at',
] as const

/** An answered qualification is one thing: its parts do not mix. */
const QUALIFICATION = [
  'grade',
  'computed_grade',
  'need_formed',
  'value_understood',
  'has_budget',
  'ready_soon',
  'response',
  'override_reason',
  'definition_version',
] as const

/**
 * The kept lead's row after the merge: chosen fields, the earliest time of each stage, the latest contact, how often
 * both went back, and everything else as the kept lead has it.
 */
export function mergedRow(kept: StoredLead, other: StoredLead, choices: MergeChoices, at: Date): StoredLead {
  const row: StoredLead = { ...kept, version: kept.version + 1, updated_at: at.toISOString() }
  for (const field of MERGE_FIELDS) {
    const [first] = COLUMNS[field]
    const wanted = choices[field] ?? (isEmpty(kept[first]) ? other.id : kept.id)
    if (wanted !== 'both') take(row, wanted === other.id ? other : kept, COLUMNS[field])
    else if (field === 'note') row.note = bothNotes(kept, other)
  }
  if (isEmpty(kept.grade)) take(row, other, QUALIFICATION)
  for (const column of EARLIEST) row[column] = first(kept[column], other[column])
  row.last_contact_at = last(kept.last_contact_at, other.last_contact_at)
  row.times_returned = Number(kept.times_returned ?? 0) + Number(other.times_returned ?? 0)
  const name = row.company || row.contact_name || row.external_id || row.email || row.phone || ''
  row.display_name = String(name)
  row.sort_name = String(name).toLowerCase()
  row.website_key = websiteKey(textOf(row, 'website'), textOf(row, 'email'))
  row.search_text = searchTextOf(row)
  return row
}

/** The columns that a merge changed, for the history. */
export function changesOf(
  before: StoredLead,
  after: StoredLead,
): Record<string, { from: unknown; to: unknown }> {
  const changes: Record<string, { from: unknown; to: unknown }> = {}
  for (const field of MERGE_FIELDS) {
    const [column] = COLUMNS[field]
    // ids of people and channels are not for readers; the records that they came from are in the history all the same
    if (column.endsWith('_id') && column !== 'external_id') continue
    if ((before[column] ?? null) !== (after[column] ?? null)) {
      changes[field] = { from: before[column] ?? null, to: after[column] ?? null }
    }
  }
  return changes
}

function take(row: StoredLead, from: StoredLead, columns: readonly string[]): void {
  for (const column of columns) row[column] = from[column] ?? null
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === ''
}

const MOST_NOTE = 5000

function bothNotes(kept: StoredLead, other: StoredLead): string | null {
  const notes = [kept.note, other.note].filter((note) => typeof note === 'string' && note !== '')
  return notes.length > 0 ? [...new Set(notes)].join('\n\n').slice(0, MOST_NOTE) : null
}

type Value = StoredLead[string] | undefined

function first(a: Value, b: Value): string | null {
  return pick(a, b, (x, y) => x <= y)
}

function last(a: Value, b: Value): string | null {
  return pick(a, b, (x, y) => x >= y)
}

function pick(a: Value, b: Value, better: (x: number, y: number) => boolean): string | null {
  if (typeof a !== 'string') return typeof b === 'string' ? b : null
  if (typeof b !== 'string') return a
  return better(Date.parse(a), Date.parse(b)) ? a : b
}

function textOf(row: StoredLead, column: string): string | null {
  const value = row[column]
  return typeof value === 'string' ? value : null
}

/** What is typed into a row, as identity.ts takes it. */
export function typedInto(row: StoredLead) {
  return {
    company: textOf(row, 'company'),
    contactName: textOf(row, 'contact_name'),
    email: textOf(row, 'email'),
    phone: textOf(row, 'phone'),
    website: textOf(row, 'website'),
    externalId: textOf(row, 'external_id'),
  }
}

function searchTextOf(row: StoredLead): string {
  return searchText({ ...typedInto(row), phoneKey: textOf(row, 'phone_key') })
}

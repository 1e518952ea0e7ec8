import { CONTACT_FIELDS } from './policy'
import type { LeadView } from './queries/lead-view'

/** The fields of the edit form in their order; `utm.…` are five of their own. */
export const UTM_FIELDS = ['source', 'medium', 'campaign', 'term', 'content'] as const
export const EDIT_FIELDS = [
  ...CONTACT_FIELDS,
  'channel',
  'campaign',
  'origin',
  'owner',
  'externalId',
  ...UTM_FIELDS.map((name) => `utm.${name}` as const),
] as const
export type EditField = (typeof EDIT_FIELDS)[number]
export type EditValues = Record<EditField, string>

/** A lead as the form shows it; what it has none of is empty. */
export function editValues(lead: LeadView): EditValues {
  const values = {} as EditValues
  for (const field of EDIT_FIELDS) values[field] = valueIn(lead, field) ?? ''
  return values
}

function valueIn(lead: LeadView, field: EditField): string | null {
  if (field === 'owner') return lead.owner?.email ?? null
  if (field === 'expectedAmount') return lead.expectedAmount?.replace(/\.00$/, '') ?? null
  if (field.startsWith('utm.')) return lead.utm[field.slice(4) as (typeof UTM_FIELDS)[number]]
  return lead[field as Exclude<EditField, 'owner' | `utm.${string}`>]
}

/** Only what the person changed is sent, so that what somebody else changed meanwhile stays theirs. */
export function changedFields(was: Partial<EditValues>, now: Partial<EditValues>): EditField[] {
  return EDIT_FIELDS.filter((field) => now[field] !== undefined && normal(now[field]) !== normal(was[field]))
}

/** Browsers send line breaks as CR LF. */
export function normal(value: string | undefined): string {
  return (value ?? '').replace(/\r\n?/g, '\n').trim()
}

/** The changes as the patch of editLead. */
export function patchOf(fields: readonly EditField[], now: Partial<EditValues>): Record<string, unknown> {
  const patch: Record<string, unknown> = {}
  const utm: Record<string, string | null> = {}
  for (const field of fields) {
    const value = normal(now[field]) || null
    if (field.startsWith('utm.')) utm[field.slice(4)] = value
    else patch[field] = value
  }
  return Object.keys(utm).length > 0 ? { ...patch, utm } : patch
}

export type Conflict = { field: EditField; theirs: string; yours: string }

/** The fields that both changed, and to different values. */
export function conflictsOf(
  changed: readonly EditField[],
  was: Partial<EditValues>,
  now: Partial<EditValues>,
  current: EditValues,
): Conflict[] {
  return changed
    .filter((field) => {
      const theirs = normal(current[field])
      return theirs !== normal(was[field]) && theirs !== normal(now[field])
    })
    .map((field) => ({ field, theirs: current[field], yours: normal(now[field]) }))
}

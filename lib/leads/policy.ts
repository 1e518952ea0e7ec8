import { type Actor, hasRole } from '@/lib/platform/actor'
import type { Origin } from '@/lib/platform/db/generated/enums'

/** Facts about the person and company behind a lead: both sides keep them right. */
export const CONTACT_FIELDS = [
  'company',
  'contactName',
  'jobTitle',
  'email',
  'phone',
  'website',
  'country',
  'region',
  'segment',
  'expectedAmount',
  'note',
] as const

/** Where a lead came from and whose it is: marketing's to say, or sales' for the leads that sales found. */
export const SOURCE_FIELDS = ['channel', 'campaign', 'origin', 'externalId', 'utm', 'owner'] as const

export type EditableField = (typeof CONTACT_FIELDS)[number] | (typeof SOURCE_FIELDS)[number]

/** Executives and administrators do not enter leads. */
export function canEnterLeads(actor: Pick<Actor, 'roles'>): boolean {
  return hasRole(actor, 'marketer', 'sales')
}

export function canEditField(
  actor: Pick<Actor, 'roles'>,
  lead: { origin: Origin },
  field: EditableField,
): boolean {
  if (hasRole(actor, 'marketer')) return true
  if (!hasRole(actor, 'sales')) return false
  return lead.origin === 'sales' || (CONTACT_FIELDS as readonly string[]).includes(field)
}

/** Marketers merge leads; sales those that sales found. */
export function canMergeLeads(actor: Pick<Actor, 'roles'>, leads: readonly { origin: Origin }[]): boolean {
  if (hasRole(actor, 'marketer')) return true
  return hasRole(actor, 'sales') && leads.every(({ origin }) => origin === 'sales')
}

/** Touches and activities: whoever works leads. */
export function canRecordContact(actor: Pick<Actor, 'roles'>): boolean {
  return hasRole(actor, 'marketer', 'sales')
}

/** `marketing`, unless the actor has only the sales role: then it is a lead that sales found. */
export function defaultOrigin(actor: Pick<Actor, 'roles'>): Origin {
  return hasRole(actor, 'sales') && !hasRole(actor, 'marketer') ? 'sales' : 'marketing'
}

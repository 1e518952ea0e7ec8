import type { getTranslations } from 'next-intl/server'
import type { LeadColumn } from '@/lib/leads/search-params'

const NAMES = {
  contactName: 'contact',
  createdAt: 'created',
  updatedAt: 'updated',
} as const

/** What a column of the list of leads is called. */
export function columnName(
  t: Awaited<ReturnType<typeof getTranslations<'leads'>>>,
  name: LeadColumn,
): string {
  const key = NAMES[name as keyof typeof NAMES] ?? (name as Exclude<LeadColumn, keyof typeof NAMES>)
  return t(`column.${key}`)
}

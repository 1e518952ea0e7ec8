import { getTranslations } from 'next-intl/server'
import { countLeads, type LeadCount } from '@/lib/leads/queries/list'
import type { LeadFilters } from '@/lib/leads/search-params'
import type { Actor } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'

/** How many leads the list has. Streamed after the rows, which never wait for it. */
export async function ListCount({
  actor,
  filters,
  exact,
  counted = countLeads(actor, filters, { exact }),
}: {
  actor: Actor
  filters: LeadFilters
  exact?: boolean
  /** who counts for others as well */
  counted?: Promise<LeadCount>
}) {
  const [t, format, { count, more }] = await Promise.all([getTranslations('leads'), pageFormat(), counted])
  return (
    <span data-count={more ? undefined : count}>
      {more ? t('countMore', { count: format.number(count) }) : t('count', { count })}
    </span>
  )
}

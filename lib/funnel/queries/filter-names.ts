import type { FilterDimension } from '@/lib/leads/stages'
import type { NumbersReader } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import type { FunnelFilters } from '../schema'

/** The names of what the filters name by id. */
export async function filterNamesOf(
  _reader: NumbersReader,
  filters: FunnelFilters,
): Promise<Partial<Record<FilterDimension, string>>> {
  const id = (value: string | number | null | undefined) => (Number(value) > 0 ? Number(value) : null)
  const found = await db.one<Record<'channel' | 'campaign' | 'owner' | 'assignee', string | null>>(sql`
    select (select name from channel where id = ${id(filters.channel)}::int) as channel,
      (select name from campaign where id = ${id(filters.campaign)}::int) as campaign,
      (select name from person where id = ${id(filters.owner)}::int) as owner,
      (select name from person where id = ${id(filters.assignee)}::int) as assignee`)
  return Object.fromEntries(Object.entries(found ?? {}).filter(([, name]) => name !== null))
}

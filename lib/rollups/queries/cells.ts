import { dimensionCondition } from '@/lib/leads/queries/stage-condition'
import { type FilterDimension, type Grouping, NO_KEY } from '@/lib/leads/stages'
import { empty, join, type Sql, sql } from '@/lib/platform/db/sql'

export type CountKey = string | number | null
export type CountFilters = Partial<Record<FilterDimension, string | number | null>>

type Cells = { dimension: string; key: Sql; only: Sql }

/**
 * Which rows of a rollup (named `cell`) answer a question, and what their key is, as text; null: none, as they are kept
 * by one dimension at a time. The cells of campaigns know their channels.
 */
export function cellsFor(
  { groupBy, filters = {} }: { groupBy: Grouping | 'status'; filters?: CountFilters },
  month: Sql,
): Cells | null {
  const wanted = filtersIn(filters)
  const names = new Set<string>(wanted.map(([name]) => name))
  if (groupBy !== 'none' && groupBy !== 'month') names.add(groupBy)
  const byCampaign = names.has('campaign')
  if (byCampaign) names.delete('channel')
  if (names.size > 1) return null
  const column = (name: string) => (byCampaign && name === 'channel' ? sql`cell.parent::text` : sql`cell.key`)
  const only = wanted.map(([name, value]) =>
    value === null || value === NO_KEY
      ? sql` and ${column(name)} is null`
      : sql` and ${column(name)} = ${String(value)}`,
  )
  const key = groupBy === 'none' ? sql`null::text` : groupBy === 'month' ? month : column(groupBy)
  return { dimension: [...names][0] ?? 'none', key, only: only.length === 0 ? empty : join(only, '') }
}

/** The same filters on leads, to be put after another condition. */
export function filterConditions(filters: CountFilters): Sql {
  const conditions = filtersIn(filters).map(([name, value]) => dimensionCondition(name, value))
  return conditions.length === 0 ? empty : sql` and ${join(conditions, ' and ')}`
}

function filtersIn(filters: CountFilters): [FilterDimension, CountKey][] {
  return (Object.entries(filters) as [FilterDimension, CountKey | undefined][]).filter(
    (entry): entry is [FilterDimension, CountKey] => entry[1] !== undefined,
  )
}

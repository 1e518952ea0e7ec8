import type { FilterDimension } from '@/lib/leads/stages'
import { NO_KEY } from '@/lib/leads/stages'
import { db, empty, join, plannedAnew, type Sql, sql } from '@/lib/platform/db/sql'
import type { Period } from '@/lib/platform/period'
import type { FunnelFilters } from '../schema'

export type CostRow = {
  key: string | number | null
  reach: number
  responses: number
  marketing: string
  sales: string
}

/** What costs and campaign results can be split by: nobody can say which grade or owner an advert's reach belongs to. */
export const COST_GROUPINGS = ['none', 'channel', 'campaign', 'origin', 'month'] as const
export type CostGrouping = (typeof COST_GROUPINGS)[number]

export function canSplitCosts(grouping: string): grouping is CostGrouping {
  return (COST_GROUPINGS as readonly string[]).includes(grouping)
}

/**
 * Costs, reach and responses of a period. What was recorded for a month is spread evenly over its days; a part gets
 * the difference of two rounded running sums, so that parts add up to what was recorded, to the cent.
 * Returns null when the filters leave nothing that costs could be told by.
 */
export async function costsOf(
  period: Period,
  grouping: CostGrouping,
  filters: FunnelFilters = {},
  months: readonly Period[] = [],
): Promise<CostRow[] | null> {
  const where = costFilters(filters)
  if (!where) return null
  return db.rows<CostRow>(
    plannedAnew(sql`
    select ${keyOf(grouping)} as key,
      coalesce(sum(${part(sql`reach`)}), 0)::float8 as reach,
      coalesce(sum(${part(sql`responses`)}), 0)::float8 as responses,
      coalesce(sum(${part(sql`amount`, 2)}) filter (where side = 'marketing'), 0.00)::text as marketing,
      coalesce(sum(${part(sql`amount`, 2)}) filter (where side = 'sales'), 0.00)::text as sales
    from (
      select spend.*, ${grouping === 'month' ? sql`span.name` : sql`null`} as month, last_day - first_day + 1 as days,
        greatest(first_day, span.first) - first_day as before, least(last_day, span.last) - first_day + 1 as until
      from spend
      join ${spans(period, grouping === 'month' ? months : [])} on first_day <= span.last and last_day >= span.first
      where true${where}
    ) spread
    group by 1`),
  )
}

/** The share of the days from `before` to `until` in what was recorded for all `days`; mostly that is all of them. */
function part(column: Sql, digits = 0): Sql {
  return sql`case when before = 0 and until = days then ${column}
    else round(${column}::numeric * until / days, ${digits}::int) - round(${column}::numeric * before / days, ${digits}::int) end`
}

function spans(period: Period, months: readonly Period[]): Sql {
  const parts = months.length > 0 ? months : [period]
  return sql`unnest(${parts.map(({ from }) => from)}::date[], ${parts.map(({ to }) => to)}::date[],
    ${parts.map(({ from }) => from.slice(0, 7))}::text[]) as span (first, last, name)`
}

function keyOf(grouping: CostGrouping): Sql {
  switch (grouping) {
    case 'none':
      return sql`null::int`
    case 'channel':
      return sql`channel_id`
    case 'campaign':
      return sql`campaign_id`
    case 'origin':
      return sql`side::text`
    case 'month':
      return sql`month`
  }
}

/** Conditions after `where true`, or null when a filter is on something that costs do not know. */
function costFilters(filters: FunnelFilters): Sql | null {
  const conditions: Sql[] = []
  for (const [name, value] of Object.entries(filters) as [FilterDimension, string | number | null][]) {
    if (value === undefined) continue
    const none = value === null || value === NO_KEY
    if (name === 'channel') conditions.push(none ? sql`false` : sql`channel_id = ${Number(value)}::int`)
    else if (name === 'campaign')
      conditions.push(none ? sql`campaign_id is null` : sql`campaign_id = ${Number(value)}::int`)
    else if (name === 'origin') conditions.push(sql`side::text = ${String(value)}`)
    else return null
  }
  return conditions.length === 0 ? empty : sql` and ${join(conditions, ' and ')}`
}

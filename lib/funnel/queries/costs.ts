import type { FilterDimension } from '@/lib/leads/stages'
import { NO_KEY } from '@/lib/leads/stages'
import type { CostDimension } from '@/lib/platform/db/generated/enums'
import { db, empty, join, plannedAnew, type Sql, sql } from '@/lib/platform/db/sql'
import { centsOf, moneyOf } from '@/lib/platform/money'
import { monthOf, type Period } from '@/lib/platform/period'
import { type Part, partsOf } from '@/lib/rollups/parts'
import type { FunnelFilters } from '../schema'
import { type SharedCost, sharedCosts } from './shared-costs'

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
 * Costs, reach and responses of a period, actual or planned. An entry is spread evenly over its days; a part gets the
 * difference of two rounded running sums, so that parts add up to what was recorded, to the cent. Shared costs are split
 * over channels and campaigns by their keys, month by month (`shared-costs.ts`); where nothing is told by channel or
 * campaign there is nothing to split. Returns null when the filters leave nothing that costs could be told by.
 */
export async function costsOf(
  period: Period,
  grouping: CostGrouping,
  filters: FunnelFilters = {},
  months: readonly Period[] = [],
  { planned = false }: { planned?: boolean } = {},
): Promise<CostRow[] | null> {
  const where = costFilters(filters)
  if (!where) return null
  const parts = grouping === 'month' && months.length > 0 ? months : [period]
  const dimension = dimensionOf(grouping, filters)
  const [direct, shared] = await Promise.all([
    directCosts(parts, grouping, where, { dimension, planned }),
    dimension === 'none' ? [] : sharedCosts(parts, planned),
  ])
  return shared.length === 0 ? direct : withShared(direct, shared, grouping, filters)
}

/** How finely places must be told apart; shared costs have none until they are split. */
function dimensionOf(grouping: CostGrouping, filters: FunnelFilters): CostDimension {
  if (grouping === 'campaign' || 'campaign' in filters) return 'campaign'
  return grouping === 'channel' || 'channel' in filters ? 'channel' : 'none'
}

/** Whole months come from the rollup of costs, the days at the ends of a period from the entries. */
function directCosts(
  periods: readonly Period[],
  grouping: CostGrouping,
  where: Sql,
  { dimension, planned }: { dimension: CostDimension; planned: boolean },
): Promise<CostRow[]> {
  const parts = periods.flatMap((period) =>
    partsOf(period).map((part) => ({ ...part, name: monthOf(period.from) })),
  )
  const months = spans(parts.filter(({ span }) => span === 'month'))
  // One select for each: an index finds entries by days that are known when the statement is planned.
  const days = parts.filter(({ span }) => span === 'day').map((edge) => daysOf(edge, dimension, planned))
  return db.rows<CostRow>(
    plannedAnew(sql`
    select ${keyOf(grouping)} as key, coalesce(sum(reach), 0)::float8 as reach,
      coalesce(sum(responses), 0)::float8 as responses,
      coalesce(sum(amount) filter (where side = 'marketing'), 0.00)::text as marketing,
      coalesce(sum(amount) filter (where side = 'sales'), 0.00)::text as sales
    from (
      select name as month, channel_id, nullif(campaign_id, 0) as campaign_id, side, reach, responses, amount
      from ${months} join cost_rollup r on dimension = ${dimension}::cost_dimension and planned = ${planned}
        and r.month between first and last
      ${days.length === 0 ? empty : sql`union all ${join(days, ' union all ')}`}
    ) cost
    where true${where}
    group by 1
    having sum(reach) <> 0 or sum(responses) <> 0 or sum(amount) <> 0`),
  )
}

function daysOf(
  { first, last, name }: Part & { name: string },
  dimension: CostDimension,
  planned: boolean,
): Sql {
  const from = sql`${first}::date`
  const to = sql`${last}::date`
  return sql`
    select ${name}::text, channel_id, campaign_id, side, ${part(sql`reach`)}, ${part(sql`responses`)}, ${part(sql`amount`, 2)}
    from (
      select cost_stretch.*, last_day - first_day + 1 as days, greatest(first_day, ${from}) - first_day as before,
        least(last_day, ${to}) - first_day + 1 as until
      from cost_stretch
      where daterange(first_day, last_day, '[]') && daterange(${from}, ${to}, '[]') and planned = ${planned}
        ${dimension === 'none' ? empty : sql`and channel_id is not null`}
    ) spread`
}

/**
 * The share of the days from `before` to `until` in what was recorded for all `days`: the difference of two running sums, of
 * which mostly one is all or nothing. It is not divided for those.
 */
function part(column: Sql, digits = 0): Sql {
  const upTo = (day: Sql) => sql`round(${column}::numeric * ${day} / days, ${digits}::int)`
  return sql`case when ${column} = 0 then 0
    else case when until = days then ${column} else ${upTo(sql`until`)} end - case when before = 0 then 0 else ${upTo(sql`before`)} end end`
}

function spans(parts: readonly (Part & { name: string })[]): Sql {
  return sql`unnest(${parts.map(({ first }) => first)}::date[], ${parts.map(({ last }) => last)}::date[],
    ${parts.map(({ name }) => name)}::text[]) as span (first, last, name)`
}

/** Adds the shares of shared costs to the rows that they fall on. */
function withShared(
  direct: readonly CostRow[],
  shared: readonly SharedCost[],
  grouping: CostGrouping,
  { channel, campaign, origin }: FunnelFilters,
): CostRow[] {
  const isOf = (filter: string | number | null | undefined, id: number | null) =>
    filter === undefined || (filter === null || filter === NO_KEY ? id === null : id === Number(filter))
  const rows = new Map(direct.map((row) => [row.key, row]))
  const added = new Map<CostRow['key'], { marketing: bigint; sales: bigint }>()
  for (const { place, side, month, cents } of shared) {
    if (!isOf(channel, place.channelId) || !isOf(campaign, place.campaignId)) continue
    if (origin !== undefined && origin !== side) continue
    const key = sharedKey(grouping, { place, side, month })
    const sum = added.get(key) ?? { marketing: 0n, sales: 0n }
    sum[side] += cents
    added.set(key, sum)
  }
  for (const [key, sum] of added) {
    const row = rows.get(key) ?? { key, reach: 0, responses: 0, marketing: '0.00', sales: '0.00' }
    rows.set(key, {
      ...row,
      marketing: moneyOf(centsOf(row.marketing) + sum.marketing),
      sales: moneyOf(centsOf(row.sales) + sum.sales),
    })
  }
  return [...rows.values()]
}

function sharedKey(
  grouping: CostGrouping,
  { place, side, month }: Pick<SharedCost, 'place' | 'side' | 'month'>,
): CostRow['key'] {
  switch (grouping) {
    case 'none':
      return null
    case 'channel':
      return place.channelId
    case 'campaign':
      return place.campaignId
    case 'origin':
      return side
    case 'month':
      return month
  }
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
    if (name === 'channel')
      conditions.push(none ? sql`channel_id is null` : sql`channel_id = ${Number(value)}::int`)
    else if (name === 'campaign')
      conditions.push(none ? sql`campaign_id is null` : sql`campaign_id = ${Number(value)}::int`)
    else if (name === 'origin') conditions.push(sql`side::text = ${String(value)}`)
    else return null
  }
  return conditions.length === 0 ? empty : sql` and ${join(conditions, ' and ')}`
}

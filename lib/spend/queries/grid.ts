import type { Actor } from '@/lib/platform/actor'
import type { Side } from '@/lib/platform/db/generated/enums'
import { db, sql } from '@/lib/platform/db/sql'
import { firstDayOf, lastDayOf } from '@/lib/platform/period'
import type { SpendValues } from '../grid'

export type SpendGridRow = SpendValues & {
  channelId: number
  channelName: string
  /** null: the channel itself */
  campaignId: number | null
  campaignName: string | null
  /** 0: nothing recorded yet */
  version: number
  updatedBy: string | null
  updatedAt: Date | null
  /** what was planned, in its own row of the ledger */
  plan: string
  planVersion: number
  /** what other entries of the ledger (of days, periods, each month) add to the month's row */
  byDay: string
  planByDay: string
}

/**
 * Every channel and campaign with what was recorded for the month; archived ones only where something was. A channel
 * comes before its campaigns.
 */
export async function spendGrid(
  _actor: Actor,
  { month, side }: { month: string; side: Side },
): Promise<SpendGridRow[]> {
  const first = firstDayOf(month)
  const last = lastDayOf(month)
  return db.rows<SpendGridRow>(sql`
    with place as (
      select id as channel_id, name as channel_name, null::int as campaign_id, null as campaign_name, archived_at
      from channel
      union all
      select c.channel_id, ch.name, c.id, c.name, coalesce(c.archived_at, ch.archived_at)
      from campaign c join channel ch on ch.id = c.channel_id
    ),
    month_row as (
      select * from spend
      where side = ${side}::side and first_day = ${first}::date and last_day = ${last}::date
        and not separate and removed_at is null
    ),
    days as (
      select channel_id, campaign_id, sum(amount) filter (where not planned) as amount,
        sum(amount) filter (where planned) as plan
      from (
        select x.channel_id, x.campaign_id, x.planned,
          round(x.amount * least(${last}::date + 1 - x.first_day, n) / n, 2)
            - round(x.amount * greatest(${first}::date - x.first_day, 0) / n, 2) as amount
        from cost_stretch x cross join lateral (select x.last_day - x.first_day + 1 as n) length
        where x.side = ${side}::side and x.first_day <= ${last}::date and x.last_day >= ${first}::date
          and x.channel_id is not null and x.spend_id not in (select id from month_row)
      ) part
      group by 1, 2
    )
    select place.channel_id as "channelId", channel_name as "channelName", place.campaign_id as "campaignId",
      campaign_name as "campaignName", coalesce(s.amount, 0.00)::text as amount, coalesce(s.reach, 0) as reach,
      coalesce(s.responses, 0) as responses, coalesce(s.version, 0) as version, p.name as "updatedBy",
      s.updated_at as "updatedAt", coalesce(days.amount, 0.00)::text as "byDay",
      coalesce(pl.amount, 0.00)::text as plan, coalesce(pl.version, 0) as "planVersion",
      coalesce(days.plan, 0.00)::text as "planByDay"
    from place
    left join month_row s on s.channel_id = place.channel_id and s.campaign_id is not distinct from place.campaign_id
      and not s.planned
    left join month_row pl on pl.channel_id = place.channel_id and pl.campaign_id is not distinct from place.campaign_id
      and pl.planned
    left join person p on p.id = s.updated_by_id
    left join days on days.channel_id = place.channel_id and days.campaign_id is not distinct from place.campaign_id
    where place.archived_at is null or s.id is not null or pl.id is not null or days.channel_id is not null
    order by lower(channel_name), place.channel_id, place.campaign_id is not null, lower(campaign_name), place.campaign_id`)
}

import type { Actor } from '@/lib/platform/actor'
import type { Side } from '@/lib/platform/db/generated/enums'
import { db, sql } from '@/lib/platform/db/sql'
import { firstDayOf, lastDayOf } from '@/lib/platform/period'
import type { SpendValues } from './grid'

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
  /** what rows of single days in this month add to the month's row */
  byDay: string
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
    days as (
      select channel_id, campaign_id, sum(amount) as amount
      from spend
      where side = ${side}::side and first_day >= ${first}::date and last_day <= ${last}::date
        and not (first_day = ${first}::date and last_day = ${last}::date)
      group by 1, 2
    )
    select place.channel_id as "channelId", channel_name as "channelName", place.campaign_id as "campaignId",
      campaign_name as "campaignName", coalesce(s.amount, 0.00)::text as amount, coalesce(s.reach, 0) as reach,
      coalesce(s.responses, 0) as responses, coalesce(s.version, 0) as version, p.name as "updatedBy",
      s.updated_at as "updatedAt", coalesce(days.amount, 0.00)::text as "byDay"
    from place
    left join spend s on s.channel_id = place.channel_id and s.campaign_id is not distinct from place.campaign_id
      and s.side = ${side}::side and s.first_day = ${first}::date and s.last_day = ${last}::date
    left join person p on p.id = s.updated_by_id
    left join days on days.channel_id = place.channel_id and days.campaign_id is not distinct from place.campaign_id
    where place.archived_at is null or s.id is not null or days.amount is not null
    order by lower(channel_name), place.channel_id, place.campaign_id is not null, lower(campaign_name), place.campaign_id`)
}

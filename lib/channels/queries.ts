import type { Actor } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'

export type SourceOption = { id: number; name: string; campaigns: { id: number; name: string }[] }

/** The channels and campaigns that a lead, a touch or a filter may name, by name. */
export async function sourceOptions(_actor: Actor): Promise<SourceOption[]> {
  return db.rows<SourceOption>(sql`
    select ch.id, ch.name, coalesce(ca.list, '[]') as campaigns
    from channel ch
    left join lateral (
      select json_agg(json_build_object('id', id, 'name', name) order by lower(name), id) as list
      from campaign where channel_id = ch.id and archived_at is null
    ) ca on true
    where ch.archived_at is null
    order by lower(ch.name), ch.id`)
}

export type CampaignEntry = { id: number; name: string; archived: boolean; leads: number }
export type ChannelEntry = CampaignEntry & { campaigns: CampaignEntry[] }

/** Lead counts of the administrator's list stop here ("1,000+"): exact ones are the funnel's business. */
export const COUNT_LIMIT = 1000

/** All channels with all their campaigns, archived ones last. */
export async function listChannels(_actor: Actor): Promise<ChannelEntry[]> {
  return db.rows<ChannelEntry>(sql`
    select ch.id, ch.name, ch.archived_at is not null as archived, n.leads, coalesce(ca.list, '[]') as campaigns
    from channel ch
    cross join lateral (
      select count(*)::int as leads
      from (select from lead where channel_id = ch.id limit ${COUNT_LIMIT + 1}) counted
    ) n
    left join lateral (
      select json_agg(
        json_build_object('id', c.id, 'name', c.name, 'archived', c.archived_at is not null, 'leads', m.leads)
        order by c.archived_at is not null, lower(c.name), c.id) as list
      from campaign c
      cross join lateral (
        select count(*)::int as leads
        from (select from lead where campaign_id = c.id limit ${COUNT_LIMIT + 1}) counted
      ) m
      where c.channel_id = ch.id
    ) ca on true
    order by ch.archived_at is not null, lower(ch.name), ch.id`)
}

export type NamedCampaign = {
  id: number
  name: string
  archived: boolean
  channel: { id: number; name: string }
}

/** One campaign with its channel. */
export function campaignById(_actor: Actor, id: number): Promise<NamedCampaign | undefined> {
  return db.one<NamedCampaign>(sql`
    select c.id, c.name, c.archived_at is not null as archived, json_build_object('id', ch.id, 'name', ch.name) as channel
    from campaign c join channel ch on ch.id = c.channel_id where c.id = ${id}`)
}

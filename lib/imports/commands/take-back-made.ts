import { sql } from '@/lib/platform/db/sql'
import type { Tx } from '@/lib/platform/db/transaction'

/** What an import made besides leads and costs (`import_run.made`). */
type Made = { channels?: number[]; campaigns?: number[]; people?: number[] }

/** The names of what went. */
export type MadeRemoved = { channels: string[]; campaigns: string[]; people: string[] }

/**
 * Channels, campaigns and people that the import made and that nothing uses any more go, too; whatever somebody has used
 * since stays. Locked first: a lead that is just being written with one of them is seen, or comes too late to name it.
 */
export async function removeMade(tx: Tx, importId: number): Promise<MadeRemoved> {
  const run = await tx.one<{ made: Made }>(sql`select made from import_run where id = ${importId}`)
  const { channels = [], campaigns = [], people = [] } = run?.made ?? {}
  return {
    campaigns: await removeCampaigns(tx, campaigns),
    channels: await removeChannels(tx, channels),
    people: await removePeople(tx, people),
  }
}

const names = (rows: { name: string }[]) => rows.map(({ name }) => name)

async function removeCampaigns(tx: Tx, ids: readonly number[]): Promise<string[]> {
  if (ids.length === 0) return []
  await tx.run(sql`select from campaign where id = any (${[...ids]}::int[]) order by id for update`)
  return names(
    await tx.rows(sql`
      delete from campaign c where id = any (${[...ids]}::int[])
        and not exists (select from lead where campaign_id = c.id)
        and not exists (select from touch where campaign_id = c.id)
        and not exists (select from spend where campaign_id = c.id)
        and not exists (select from cost_share where campaign_id = c.id)
        and not exists (select from web_form where campaign_id = c.id)
        and not exists (select from lead_last_source where campaign_id = c.id)
        and not exists (select from lead_merge where live_id is not null
          and (before #> '{merged,campaign_id}' = to_jsonb(c.id) or before #> '{kept,campaign_id}' = to_jsonb(c.id)))
        and not exists (select from import_effect where before -> 'campaign_id' = to_jsonb(c.id))
      returning name`),
  )
}

async function removeChannels(tx: Tx, ids: readonly number[]): Promise<string[]> {
  if (ids.length === 0) return []
  await tx.run(sql`select from channel where id = any (${[...ids]}::int[]) order by id for update`)
  return names(
    await tx.rows(sql`
      delete from channel c where id = any (${[...ids]}::int[])
        and not exists (select from campaign where channel_id = c.id)
        and not exists (select from lead where channel_id = c.id)
        and not exists (select from touch where channel_id = c.id)
        and not exists (select from spend where channel_id = c.id)
        and not exists (select from cost_share where channel_id = c.id)
        and not exists (select from web_form where channel_id = c.id)
        and not exists (select from lead_last_source where channel_id = c.id)
        and not exists (select from lead_merge where live_id is not null
          and (before #> '{merged,channel_id}' = to_jsonb(c.id) or before #> '{kept,channel_id}' = to_jsonb(c.id)))
        and not exists (select from import_effect where before -> 'channel_id' = to_jsonb(c.id))
      returning name`),
  )
}

/** Only who never got an account; the history of leads that went names them in its own words. */
async function removePeople(tx: Tx, ids: readonly number[]): Promise<string[]> {
  if (ids.length === 0) return []
  await tx.run(sql`select from person where id = any (${[...ids]}::int[]) order by id for update`)
  return names(
    await tx.rows(sql`
      delete from person p where id = any (${[...ids]}::int[]) and status = 'inactive' and email is null and roles = '{}'
        and not exists (select from lead where owner_id = p.id)
        and not exists (select from lead where assignee_id = p.id)
        and not exists (select from deal where owner_id = p.id)
        and not exists (select from handoff where assignee_id = p.id or decided_by_id = p.id or offered_by_id = p.id)
        and not exists (select from lead_event where actor_id = p.id)
        and not exists (select from team_member where person_id = p.id)
        and not exists (select from routing_rule where person_id = p.id)
        and not exists (select from absence where person_id = p.id)
        and not exists (select from lead_merge where live_id is not null
          and (before #> '{merged,owner_id}' = to_jsonb(p.id) or before #> '{merged,assignee_id}' = to_jsonb(p.id)
            or before #> '{kept,owner_id}' = to_jsonb(p.id) or before #> '{kept,assignee_id}' = to_jsonb(p.id)))
        and not exists (select from import_effect
          where before -> 'owner_id' = to_jsonb(p.id) or before -> 'assignee_id' = to_jsonb(p.id))
      returning name`),
  )
}

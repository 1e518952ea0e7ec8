import type { Actor } from '@/lib/platform/actor'
import { uniqueViolation } from '@/lib/platform/db/errors'
import { type Sql, sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { fail, type Result, refuse } from '@/lib/platform/result'
import { canManageCampaigns, canManageChannels } from './policy'
import type {
  CampaignIdInput,
  ChannelIdInput,
  CreateCampaignInput,
  CreateChannelInput,
  RenameCampaignInput,
  RenameChannelInput,
} from './schema'

type Saved = { id: number }

export function createChannel(actor: Actor, { name }: CreateChannelInput): Promise<Result<Saved>> {
  return saveNamed(name, async (tx) => {
    if (!canManageChannels(actor)) refuse('FORBIDDEN')
    return saved(await tx.one<Saved>(sql`insert into channel (name) values (${name}) returning id`))
  })
}

export function renameChannel(actor: Actor, { channelId, name }: RenameChannelInput): Promise<Result<Saved>> {
  return saveNamed(name, async (tx) => {
    if (!canManageChannels(actor)) refuse('FORBIDDEN')
    return saved(
      await tx.one<Saved>(sql`update channel set name = ${name} where id = ${channelId} returning id`),
    )
  })
}

/** An archived channel is offered nowhere any more; its leads and costs stay in every number. */
export function archiveChannel(actor: Actor, { channelId }: ChannelIdInput): Promise<Result<Saved>> {
  return setChannelArchived(actor, channelId, sql`coalesce(archived_at, ${actor.at}::timestamptz)`)
}

export function restoreChannel(actor: Actor, { channelId }: ChannelIdInput): Promise<Result<Saved>> {
  return setChannelArchived(actor, channelId, sql`null`)
}

function setChannelArchived(actor: Actor, channelId: number, archivedAt: Sql): Promise<Result<Saved>> {
  return inTransaction(async (tx) => {
    if (!canManageChannels(actor)) refuse('FORBIDDEN')
    return saved(
      await tx.one<Saved>(
        sql`update channel set archived_at = ${archivedAt} where id = ${channelId} returning id`,
      ),
    )
  })
}

export function createCampaign(
  actor: Actor,
  { channelId, name }: CreateCampaignInput,
): Promise<Result<Saved>> {
  return saveNamed(name, async (tx) => {
    if (!canManageCampaigns(actor)) refuse('FORBIDDEN')
    return saved(
      await tx.one<Saved>(sql`
        insert into campaign (channel_id, name)
        select id, ${name} from channel where id = ${channelId}
        returning id`),
    )
  })
}

export function renameCampaign(
  actor: Actor,
  { campaignId, name }: RenameCampaignInput,
): Promise<Result<Saved>> {
  return saveNamed(name, async (tx) => {
    if (!canManageCampaigns(actor)) refuse('FORBIDDEN')
    return saved(
      await tx.one<Saved>(sql`update campaign set name = ${name} where id = ${campaignId} returning id`),
    )
  })
}

export function archiveCampaign(actor: Actor, { campaignId }: CampaignIdInput): Promise<Result<Saved>> {
  return setCampaignArchived(actor, campaignId, sql`coalesce(archived_at, ${actor.at}::timestamptz)`)
}

export function restoreCampaign(actor: Actor, { campaignId }: CampaignIdInput): Promise<Result<Saved>> {
  return setCampaignArchived(actor, campaignId, sql`null`)
}

function setCampaignArchived(actor: Actor, campaignId: number, archivedAt: Sql): Promise<Result<Saved>> {
  return inTransaction(async (tx) => {
    if (!canManageCampaigns(actor)) refuse('FORBIDDEN')
    return saved(
      await tx.one<Saved>(
        sql`update campaign set archived_at = ${archivedAt} where id = ${campaignId} returning id`,
      ),
    )
  })
}

function saved(row: Saved | undefined): Saved {
  return row ?? refuse('NOT_FOUND')
}

/** Names are unique in any case; the index decides, so two people who press at once cannot both win. */
async function saveNamed(name: string, work: (tx: Tx) => Promise<Saved>): Promise<Result<Saved>> {
  try {
    return await inTransaction(work)
  } catch (error) {
    const index = uniqueViolation(error)
    if (index !== 'channel_name' && index !== 'campaign_name') throw error
    return fail('ALREADY_EXISTS', { name }, [
      { path: 'name', code: 'already_exists', message: 'there is one of this name already' },
    ])
  }
}

/** The channel of this name in any case, archived ones included. UNKNOWN_CHANNEL. */
export async function resolveChannel(tx: Tx, name: string): Promise<number> {
  const found = await tx.one<Saved>(sql`select id from channel where lower(name) = lower(${name}::text)`)
  return (
    found?.id ??
    refuse('UNKNOWN_CHANNEL', { name }, [
      { path: 'channel', code: 'unknown_channel', message: 'there is no such channel' },
    ])
  )
}

/** The channel's campaign of this name in any case, archived ones included. UNKNOWN_CAMPAIGN. */
export async function resolveCampaign(tx: Tx, channelId: number, name: string): Promise<number> {
  const found = await tx.one<Saved>(
    sql`select id from campaign where channel_id = ${channelId} and lower(name) = lower(${name}::text)`,
  )
  return (
    found?.id ??
    refuse('UNKNOWN_CAMPAIGN', { name }, [
      { path: 'campaign', code: 'unknown_campaign', message: 'the channel has no such campaign' },
    ])
  )
}

/** For an import that may create what it names. Ten imports at once that name the same new channel make one. */
export async function ensureChannel(tx: Tx, name: string): Promise<number> {
  await tx.run(sql`insert into channel (name) values (${name}) on conflict (lower(name)) do nothing`)
  return resolveChannel(tx, name)
}

export async function ensureCampaign(tx: Tx, channelId: number, name: string): Promise<number> {
  await tx.run(
    sql`insert into campaign (channel_id, name) values (${channelId}, ${name}) on conflict (channel_id, lower(name)) do nothing`,
  )
  return resolveCampaign(tx, channelId, name)
}

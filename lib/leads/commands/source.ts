import { sql } from '@/lib/platform/db/sql'
import type { Tx } from '@/lib/platform/db/transaction'
import { refuse } from '@/lib/platform/result'

export type Source = { channelId: number | null; campaignId: number | null; defaultCountry: string }

/**
 * The channel and campaign of an enquiry by name (any case), and the country that its phone number is read in: one
 * read for all of them, since every creation needs it. The country stays until the end of the transaction, see
 * `homeCountry`. UNKNOWN_CHANNEL, UNKNOWN_CAMPAIGN.
 */
export async function resolveSource(
  tx: Tx,
  names: { channel?: string | null; campaign?: string | null },
): Promise<Source> {
  const { channel = null, campaign = null } = names
  const found = await tx.one<Source>(sql`
    select o.default_country as "defaultCountry", ch.id as "channelId", ca.id as "campaignId"
    from organisation o
    left join channel ch on lower(ch.name) = lower(${channel}::text) and ch.archived_at is null
    left join campaign ca on ca.channel_id = ch.id and lower(ca.name) = lower(${campaign}::text)
      and ca.archived_at is null
    for share of o`)
  if (!found) throw new Error('there is no organisation yet')
  if (channel && found.channelId === null) {
    refuse('UNKNOWN_CHANNEL', { name: channel }, [
      { path: 'channel', code: 'unknown_channel', message: 'there is no such channel' },
    ])
  }
  if (campaign && found.campaignId === null) {
    refuse('UNKNOWN_CAMPAIGN', { name: campaign }, [
      { path: 'campaign', code: 'unknown_campaign', message: 'the channel has no such campaign' },
    ])
  }
  return found
}

/**
 * The country that phone numbers without a prefix are of. Whoever changes it waits for those who make keys by it, so that
 * `renewKeys`, which comes after the change, meets all keys of before.
 */
export async function homeCountry(tx: Tx): Promise<string> {
  const home = await tx.one<{ country: string }>(
    sql`select default_country as country from organisation for share`,
  )
  if (!home) throw new Error('there is no organisation yet')
  return home.country
}

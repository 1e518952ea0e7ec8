import { resolveCampaign, resolveChannel } from '@/lib/channels/commands'
import type { Actor } from '@/lib/platform/actor'
import type { Side } from '@/lib/platform/db/generated/enums'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { firstDayOf, lastDayOf } from '@/lib/platform/period'
import { type Result, refuse } from '@/lib/platform/result'
import type { SpendValues } from '../grid'
import { canRecordSpend } from '../policy'
import type { PutSpendInput } from '../schema'

export type SpendRow = SpendValues & {
  id: number
  channelId: number
  campaignId: number | null
  side: Side
  firstDay: string
  lastDay: string
  planned: boolean
  version: number
}

export type SpendPlace = Pick<
  SpendRow,
  'channelId' | 'campaignId' | 'side' | 'firstDay' | 'lastDay' | 'planned'
>

/** Records what a channel or campaign cost and brought, or is planned to, in a month or on a day; again replaces it. */
export function putSpend(actor: Actor, input: PutSpendInput): Promise<Result<SpendRow>> {
  return inTransaction(async (tx) => {
    if (!canRecordSpend(actor, input.side)) refuse('FORBIDDEN')
    const channelId = await resolveChannel(tx, input.channel)
    const campaignId = input.campaign ? await resolveCampaign(tx, channelId, input.campaign) : null
    return recordSpend(
      tx,
      actor,
      {
        channelId,
        campaignId,
        side: input.side,
        day: input.day,
        month: input.month,
        planned: input.kind === 'planned',
      },
      input,
    )
  })
}

type SpendTime = { month?: string; day?: string }

/** The same for a place that is known by its ids, inside the caller's transaction; the caller has authorised it. */
export function recordSpend(
  tx: Tx,
  actor: Actor,
  {
    channelId,
    campaignId,
    side,
    month = '',
    day,
    planned = false,
  }: Pick<SpendPlace, 'channelId' | 'campaignId' | 'side'> & SpendTime & { planned?: boolean },
  values: Partial<SpendValues>,
): Promise<SpendRow> {
  const place = {
    channelId,
    campaignId,
    side,
    firstDay: day ?? firstDayOf(month),
    lastDay: day ?? lastDayOf(month),
    planned,
  }
  return writeSpend(tx, actor, place, values)
}

/** The one row of a place and a time: written, or what is given replaced in it. */
export async function writeSpend(
  tx: Tx,
  actor: Actor,
  { channelId, campaignId, side, firstDay, lastDay, planned }: SpendPlace,
  { amount, reach, responses }: Partial<SpendValues>,
): Promise<SpendRow> {
  const row = await tx.one<SpendRow>(sql`
    insert into spend (channel_id, campaign_id, side, first_day, last_day, planned, amount, reach, responses, updated_at, updated_by_id)
    values (${channelId}, ${campaignId}::int, ${side}::side, ${firstDay}::date, ${lastDay}::date, ${planned},
      coalesce(${amount ?? null}::numeric, 0), coalesce(${reach ?? null}::int, 0), coalesce(${responses ?? null}::int, 0),
      ${actor.at}::timestamptz, ${actor.personId})
    on conflict (channel_id, campaign_id, side, first_day, last_day, planned)
      where not separate and removed_at is null do update set
      amount = coalesce(${amount ?? null}::numeric, spend.amount),
      reach = coalesce(${reach ?? null}::int, spend.reach),
      responses = coalesce(${responses ?? null}::int, spend.responses),
      version = spend.version + 1, updated_at = excluded.updated_at, updated_by_id = excluded.updated_by_id
    returning id, channel_id as "channelId", campaign_id as "campaignId", side, first_day as "firstDay",
      last_day as "lastDay", planned, amount, reach, responses, version`)
  if (!row) throw new Error('an upsert that wrote nothing')
  return row
}

import { resolveCampaign, resolveChannel } from '@/lib/channels/commands'
import type { Actor } from '@/lib/platform/actor'
import type { Side } from '@/lib/platform/db/generated/enums'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { firstDayOf, lastDayOf } from '@/lib/platform/period'
import { type FieldProblem, type Result, refuse } from '@/lib/platform/result'
import { fingerprint, NO_SPEND, rowOfKey, type SpendValues } from './grid'
import { canRecordSpend } from './policy'
import type { PutSpendInput, SpendGridInput } from './schema'

export type SpendRow = SpendValues & {
  id: number
  channelId: number
  campaignId: number | null
  side: Side
  firstDay: string
  lastDay: string
  version: number
}

type SpendPlace = Pick<SpendRow, 'channelId' | 'campaignId' | 'side' | 'firstDay' | 'lastDay'>

/** Records what a channel or campaign cost and brought in a month or on a day; a second time replaces the first. */
export function putSpend(actor: Actor, input: PutSpendInput): Promise<Result<SpendRow>> {
  return inTransaction(async (tx) => {
    if (!canRecordSpend(actor, input.side)) refuse('FORBIDDEN')
    const channelId = await resolveChannel(tx, input.channel)
    const campaignId = input.campaign ? await resolveCampaign(tx, channelId, input.campaign) : null
    return recordSpend(
      tx,
      actor,
      { channelId, campaignId, side: input.side, day: input.day, month: input.month },
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
  }: Pick<SpendPlace, 'channelId' | 'campaignId' | 'side'> & SpendTime,
  values: Partial<SpendValues>,
): Promise<SpendRow> {
  const place = {
    channelId,
    campaignId,
    side,
    firstDay: day ?? firstDayOf(month),
    lastDay: day ?? lastDayOf(month),
  }
  return writeSpend(tx, actor, place, values)
}

async function writeSpend(
  tx: Tx,
  actor: Actor,
  { channelId, campaignId, side, firstDay, lastDay }: SpendPlace,
  { amount, reach, responses }: Partial<SpendValues>,
): Promise<SpendRow> {
  const row = await tx.one<SpendRow>(sql`
    insert into spend (channel_id, campaign_id, side, first_day, last_day, amount, reach, responses, updated_at, updated_by_id)
    values (${channelId}, ${campaignId}::int, ${side}::side, ${firstDay}::date, ${lastDay}::date,
      coalesce(${amount ?? null}::numeric, 0), coalesce(${reach ?? null}::int, 0), coalesce(${responses ?? null}::int, 0),
      ${actor.at}::timestamptz, ${actor.personId})
    on conflict on constraint spend_row do update set
      amount = coalesce(${amount ?? null}::numeric, spend.amount),
      reach = coalesce(${reach ?? null}::int, spend.reach),
      responses = coalesce(${responses ?? null}::int, spend.responses),
      version = spend.version + 1, updated_at = excluded.updated_at, updated_by_id = excluded.updated_by_id
    returning id, channel_id as "channelId", campaign_id as "campaignId", side, first_day as "firstDay",
      last_day as "lastDay", amount, reach, responses, version`)
  if (!row) throw new Error('an upsert that wrote nothing')
  return row
}

type Present = SpendValues & { version: number; by: string }

/**
 * Saves the rows of a month's grid that the person changed, all or none. A row that somebody else has changed meanwhile
 * is refused with what it says now (STALE_VERSION, one field problem per row); what was typed stays on the screen.
 */
export function saveSpendGrid(actor: Actor, input: SpendGridInput): Promise<Result<{ saved: number }>> {
  return inTransaction(async (tx) => {
    const { month, side } = input
    if (!canRecordSpend(actor, side)) refuse('FORBIDDEN')
    const stale: FieldProblem[] = []
    let saved = 0
    for (const key of Object.keys(input.was).sort()) {
      const values = {
        amount: input.amount[key] ?? NO_SPEND.amount,
        reach: input.reach[key] ?? NO_SPEND.reach,
        responses: input.responses[key] ?? NO_SPEND.responses,
      }
      if (fingerprint(values) === input.was[key]) continue
      const place = { ...rowOfKey(key), side, firstDay: firstDayOf(month), lastDay: lastDayOf(month) }
      await lockPlace(tx, place)
      const present = await presentSpend(tx, place)
      if ((present?.version ?? 0) !== (input.version[key] ?? 0)) {
        const { amount, reach, responses, by } = present ?? { ...NO_SPEND, by: '' }
        if (present && fingerprint(present) === fingerprint(values)) continue
        const params = { amount, reach, responses, by }
        stale.push({
          path: `amount.${key}`,
          code: 'stale_spend',
          message: 'somebody changed this row meanwhile',
          params,
        })
        continue
      }
      await writeSpend(tx, actor, place, values)
      saved += 1
    }
    if (stale.length > 0) refuse('STALE_VERSION', {}, stale)
    return { saved }
  })
}

/** The channel or campaign that the costs are for; its lock makes two people who save the same row wait for each other. */
async function lockPlace(tx: Tx, { channelId, campaignId }: SpendPlace): Promise<void> {
  const found =
    campaignId === null
      ? await tx.one(sql`select id from channel where id = ${channelId} for no key update`)
      : await tx.one(
          sql`select id from campaign where id = ${campaignId} and channel_id = ${channelId} for no key update`,
        )
  if (!found) refuse('NOT_FOUND')
}

async function presentSpend(tx: Tx, place: SpendPlace): Promise<Present | undefined> {
  const { channelId, campaignId, side, firstDay, lastDay } = place
  return tx.one<Present>(sql`
    select s.amount, s.reach, s.responses, s.version, coalesce(p.name, '') as by
    from spend s left join person p on p.id = s.updated_by_id
    where s.channel_id = ${channelId} and s.campaign_id is not distinct from ${campaignId}::int
      and s.side = ${side}::side and s.first_day = ${firstDay}::date and s.last_day = ${lastDay}::date`)
}

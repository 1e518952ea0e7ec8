import type { Actor } from '@/lib/platform/actor'
import { sql } from '@/lib/platform/db/sql'
import type { Tx } from '@/lib/platform/db/transaction'
import type { CostEntry } from '../entry'
import type { SpendValues } from '../grid'
import { writeSpend } from './put'

/** What an entry said before a file came. */
type SpendBefore = { version: number; amount: string; reach: number; responses: number }

export type UpsertedCost = { id: number; version: number; before: SpendBefore | null }

const FILES = 20_016

/** Held to the end of the transaction: two files that bring the same shared cost make one entry of it. */
export async function lockSpendFiles(tx: Tx): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(${FILES})`)
}

/**
 * Enters a cost, or replaces what is given in the entry that is there for the same place, time, split and purpose: the
 * row of the grid, or a separate entry where the grid has no place for it. The caller has authorised and checked it.
 */
export async function upsertCost(
  tx: Tx,
  actor: Actor,
  entry: Omit<CostEntry, keyof SpendValues | 'shares'>,
  values: Partial<SpendValues>,
): Promise<UpsertedCost> {
  const { channelId, campaignId, side, planned, purpose, splitBy, firstDay, lastDay, monthly } = entry
  const plain = channelId !== null && !monthly && purpose === ''
  const present = await tx.one<SpendBefore & { id: number }>(sql`
    select id, version, amount, reach, responses from spend
    where removed_at is null and channel_id is not distinct from ${channelId}::int
      and campaign_id is not distinct from ${campaignId}::int and side = ${side}::side and planned = ${planned}
      and first_day = ${firstDay}::date and last_day = ${lastDay}::date and separate = ${!plain}
      and monthly = ${monthly} and purpose = ${purpose} and split_by is not distinct from ${splitBy}::cost_split
    order by id limit 1 for update`)
  const before = present
    ? {
        version: present.version,
        amount: present.amount,
        reach: present.reach,
        responses: present.responses,
      }
    : null
  if (plain) {
    const place = { channelId, campaignId, side, firstDay, lastDay, planned }
    const { id, version } = await writeSpend(tx, actor, place, values)
    return { id, version, before }
  }
  const { amount = null, reach = null, responses = null } = values
  const written = present
    ? await tx.one<{ id: number; version: number }>(sql`
        update spend set amount = coalesce(${amount}::numeric, amount), reach = coalesce(${reach}::int, reach),
          responses = coalesce(${responses}::int, responses), version = version + 1,
          updated_at = ${actor.at}::timestamptz, updated_by_id = ${actor.personId}
        where id = ${present.id} returning id, version`)
    : await tx.one<{ id: number; version: number }>(sql`
        insert into spend (channel_id, campaign_id, side, planned, purpose, split_by, first_day, last_day, monthly, amount,
          reach, responses, separate, updated_at, updated_by_id)
        values (${channelId}::int, ${campaignId}::int, ${side}::side, ${planned}, ${purpose}, ${splitBy}::cost_split,
          ${firstDay}::date, ${lastDay}::date, ${monthly}, coalesce(${amount}::numeric, 0), coalesce(${reach}::int, 0),
          coalesce(${responses}::int, 0), true, ${actor.at}::timestamptz, ${actor.personId})
        returning id, version`)
  if (!written) throw new Error('an upsert that wrote nothing')
  return { ...written, before }
}

import type { Actor } from '@/lib/platform/actor'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { firstDayOf, lastDayOf } from '@/lib/platform/period'
import { type FieldProblem, type Result, refuse } from '@/lib/platform/result'
import { fingerprint, NO_SPEND, rowOfKey, type SpendValues } from '../grid'
import { canRecordSpend } from '../policy'
import type { SpendGridInput } from '../schema'
import { type SpendPlace, writeSpend } from './put'

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
    for (const { key, planned, values, was, version } of rowsOf(input)) {
      if (fingerprint(values) === was) continue
      const place = {
        ...rowOfKey(key),
        side,
        firstDay: firstDayOf(month),
        lastDay: lastDayOf(month),
        planned,
      }
      await lockPlace(tx, place)
      const present = await presentSpend(tx, place)
      if ((present?.version ?? 0) !== version) {
        const { amount, reach, responses, by } = present ?? { ...NO_SPEND, by: '' }
        if (present && fingerprint(present) === fingerprint(values)) continue
        const params = { amount, reach, responses, by }
        stale.push({
          path: `${planned ? 'plan' : 'amount'}.${key}`,
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

type GridRow = { key: string; planned: boolean; values: SpendValues; was: string; version: number }

/** What was spent and what was planned: two rows of the ledger behind one of the grid. */
function rowsOf(input: SpendGridInput): GridRow[] {
  const actual = Object.entries(input.was).map(([key, was]) => ({
    key,
    planned: false,
    values: {
      amount: input.amount[key] ?? NO_SPEND.amount,
      reach: input.reach[key] ?? NO_SPEND.reach,
      responses: input.responses[key] ?? NO_SPEND.responses,
    },
    was,
    version: input.version[key] ?? 0,
  }))
  const planned = Object.entries(input.planWas).map(([key, was]) => ({
    key,
    planned: true,
    values: { ...NO_SPEND, amount: input.plan[key] ?? NO_SPEND.amount },
    was,
    version: input.planVersion[key] ?? 0,
  }))
  // In one order, whoever saves: two who save the same rows wait for each other and do not deadlock.
  return [...actual, ...planned].toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
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
  const { channelId, campaignId, side, firstDay, lastDay, planned } = place
  return tx.one<Present>(sql`
    select s.amount, s.reach, s.responses, s.version, coalesce(p.name, '') as by
    from spend s left join person p on p.id = s.updated_by_id
    where s.channel_id = ${channelId} and s.campaign_id is not distinct from ${campaignId}::int
      and s.side = ${side}::side and s.first_day = ${firstDay}::date and s.last_day = ${lastDay}::date
      and s.planned = ${planned} and not s.separate and s.removed_at is null`)
}

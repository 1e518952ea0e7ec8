import type { Actor } from '@/lib/platform/actor'
import type { Tx } from '@/lib/platform/db/transaction'
import { recordSpend } from '@/lib/spend/commands/put'
import type { MappingOf } from '../mapping'
import type { SpendRow } from '../row'
import { makerIn } from './names'
import { sortSpendRows } from './sort-spend'
import { type Numbered, noTally, type Tally } from './tally'

/** Costs, reach and responses: a row for the same place and time replaces what was there. */
export async function writeSpendRows(
  tx: Tx,
  actor: Actor,
  mapping: MappingOf<'spend'>,
  rows: readonly Numbered<SpendRow>[],
): Promise<Tally> {
  const tally = noTally()
  const { placed, rejected } = await sortSpendRows(tx, actor, mapping, rows, makerIn(tx, actor.at))
  tally.rejected = rejected
  for (const { value, channelId, campaignId } of placed) {
    const { side, month, day, amount, reach, responses } = value
    const written = await recordSpend(
      tx,
      actor,
      { channelId, campaignId, side, ...(day ? { day } : { month: month ?? '' }) },
      { amount: amount ?? undefined, reach: reach ?? undefined, responses: responses ?? undefined },
    )
    if (written.version === 1) tally.created++
    else tally.updated++
  }
  return tally
}

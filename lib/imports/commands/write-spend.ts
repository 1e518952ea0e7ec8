import type { Actor } from '@/lib/platform/actor'
import type { Tx } from '@/lib/platform/db/transaction'
import { recordSpend } from '@/lib/spend/commands/put'
import { canRecordSpend } from '@/lib/spend/policy'
import type { MappingOf } from '../mapping'
import type { SpendRow } from '../row'
import { findPlaces } from './names'
import { type Numbered, noTally, rejectRow, type Tally } from './tally'

/** Costs, reach and responses: a row for the same place and time replaces what was there. */
export async function writeSpendRows(
  tx: Tx,
  actor: Actor,
  mapping: MappingOf<'spend'>,
  rows: readonly Numbered<SpendRow>[],
): Promise<Tally> {
  const tally = noTally()
  const places = await findPlaces(
    tx,
    rows.map(({ value }) => value),
    mapping.createMissing,
  )
  for (const row of rows) {
    const { channel, campaign, side, month, day, amount, reach, responses } = row.value
    const place = places.idsOf(channel, campaign)
    if ('problem' in place) {
      tally.rejected.push(rejectRow(row, place.problem, place.value))
    } else if (!canRecordSpend(actor, side)) {
      tally.rejected.push(rejectRow(row, 'not_your_side', side))
    } else {
      const written = await recordSpend(
        tx,
        actor,
        {
          channelId: place.channelId ?? 0,
          campaignId: place.campaignId,
          side,
          ...(day ? { day } : { month: month ?? '' }),
        },
        { amount: amount ?? undefined, reach: reach ?? undefined, responses: responses ?? undefined },
      )
      if (written.version === 1) tally.created++
      else tally.updated++
    }
  }
  return tally
}

import type { Actor } from '@/lib/platform/actor'
import type { Database } from '@/lib/platform/db/sql'
import { canRecordSpend } from '@/lib/spend/policy'
import type { MappingOf } from '../mapping'
import type { SpendRow } from '../row'
import { findPlaces, type Maker } from './names'
import { type Numbered, type Rejected, rejectRow } from './tally'

export type PlacedSpend = Numbered<SpendRow> & { channelId: number; campaignId: number | null }

/** Which costs of a batch can be recorded and where, and why the others cannot. */
export async function sortSpendRows(
  on: Database,
  actor: Actor,
  mapping: MappingOf<'spend'>,
  rows: readonly Numbered<SpendRow>[],
  maker: Maker,
): Promise<{ placed: PlacedSpend[]; rejected: Rejected[] }> {
  const placed: PlacedSpend[] = []
  const rejected: Rejected[] = []
  const values = rows.map(({ value }) => value)
  const places = await findPlaces(on, values, mapping.createMissing, maker)
  for (const row of rows) {
    const { channel, campaign, side } = row.value
    const place = places.idsOf(channel, campaign)
    if ('problem' in place) rejected.push(rejectRow(row, place.problem, place.value))
    else if (!canRecordSpend(actor, side)) rejected.push(rejectRow(row, 'not_your_side', side))
    else placed.push({ ...row, channelId: place.channelId ?? 0, campaignId: place.campaignId })
  }
  return { placed, rejected }
}

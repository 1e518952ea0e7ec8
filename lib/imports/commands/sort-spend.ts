import type { Actor } from '@/lib/platform/actor'
import type { Database } from '@/lib/platform/db/sql'
import { type CostEntry, entryProblems, timeOf } from '@/lib/spend/entry'
import type { SpendValues } from '@/lib/spend/grid'
import { canRecordSpend } from '@/lib/spend/policy'
import type { MappingOf } from '../mapping'
import type { SpendRow } from '../row'
import { findPlaces, type Maker } from './names'
import { type Numbered, type Rejected, rejectRow } from './tally'

export type PlacedSpend = Numbered<SpendRow> & {
  entry: Omit<CostEntry, keyof SpendValues | 'shares'>
  values: Partial<SpendValues>
}

/** Which costs of a batch can be recorded and as which entries, and why the others cannot. */
export async function sortSpendRows(
  on: Database,
  actor: Actor,
  mapping: MappingOf<'spend'>,
  rows: readonly Numbered<SpendRow>[],
  maker: Maker,
): Promise<{ placed: PlacedSpend[]; rejected: Rejected[] }> {
  const placed: PlacedSpend[] = []
  const rejected: Rejected[] = []
  const mine = rows.filter((row) => {
    const isMine = canRecordSpend(actor, row.value.side)
    if (!isMine) rejected.push(rejectRow(row, 'not_your_side', row.value.side))
    return isMine
  })
  const values = mine.map(({ value }) => value)
  const places = await findPlaces(on, values, mapping.createMissing, maker)
  for (const row of mine) {
    const { channel, campaign, side, amount, reach, responses } = row.value
    const place = places.idsOf(channel, campaign)
    if ('problem' in place) {
      rejected.push(rejectRow(row, place.problem, place.value))
      continue
    }
    const time = timeOf(row.value)
    if ('code' in time) {
      rejected.push(rejectRow(row, time.code))
      continue
    }
    const entry = {
      ...place,
      side,
      planned: row.value.costKind === 'planned',
      purpose: row.value.purpose ?? '',
      splitBy: row.value.splitBy,
      ...time,
    }
    const given = {
      amount: amount ?? undefined,
      reach: reach ?? undefined,
      responses: responses ?? undefined,
    }
    const problem = entryProblems({
      ...entry,
      shares: [],
      amount: amount ?? '0',
      reach: reach ?? 0,
      responses: responses ?? 0,
    })[0]
    if (problem) rejected.push(rejectRow(row, problem.code))
    else placed.push({ ...row, entry, values: given })
  }
  return { placed, rejected }
}

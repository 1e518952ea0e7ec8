import type { Actor } from '@/lib/platform/actor'
import { copyRows } from '@/lib/platform/db/copy'
import type { Tx } from '@/lib/platform/db/transaction'
import { lockSpendFiles, type UpsertedCost, upsertCost } from '@/lib/spend/commands/upsert'
import type { MappingOf } from '../mapping'
import type { SpendRow } from '../row'
import { makerIn } from './names'
import { sortSpendRows } from './sort-spend'
import { type Numbered, noTally, type Tally } from './tally'

/** Costs, reach and responses: a row for the same place and time replaces what was there. */
export async function writeSpendRows(
  tx: Tx,
  actor: Actor,
  run: { id: number; mapping: MappingOf<'spend'> },
  rows: readonly Numbered<SpendRow>[],
): Promise<Tally> {
  const tally = noTally()
  await lockSpendFiles(tx)
  const maker = makerIn(tx, run.id, actor.at)
  const { placed, rejected } = await sortSpendRows(tx, actor, run.mapping, rows, maker)
  tally.rejected = rejected
  const written: UpsertedCost[] = []
  for (const { entry, values } of placed) {
    const cost = await upsertCost(tx, actor, entry, values)
    if (cost.before) tally.updated++
    else tally.created++
    written.push(cost)
  }
  await copyRows(
    tx,
    'import_effect (import_id, kind, subject, version, before)',
    written.map(({ id, version, before }) => [
      run.id,
      'spend',
      id,
      version,
      before ? JSON.stringify(before) : null,
    ]),
  )
  return tally
}

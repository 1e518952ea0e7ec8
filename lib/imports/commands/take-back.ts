import type { Actor } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { announce } from '@/lib/platform/realtime/announce'
import { must } from '@/lib/platform/result'
import { askForFold } from '@/lib/rollups/commands/ask-for-fold'
import { removeCreatedLeads, takeBackLeads } from './take-back-leads'
import { removeMade } from './take-back-made'
import { takeBackSpend } from './take-back-spend'

/** Records of one transaction: a crash repeats none of them, and enquiries wait no longer than they take. */
const BATCH = 500

/** In whose name an import is taken back, and when. */
export type Undoer = Pick<Actor, 'personId' | 'at'>

/** What became of some records, and the last of them; null when there were no more. */
export type TakenBack = { removed: number; restored: number; kept: number; last: number | null }

/** First what the import did to others' records, then its own, then what only they needed. */
const PHASES = ['leads', 'created', 'spend', 'made'] as const
type Phase = (typeof PHASES)[number]

type Progress = { removed: number; restored: number; kept: number; phase?: Phase; after?: number }

/** Takes an import back to its end. It may be called again at any time: how far it is stands with what it did. */
export async function workOnUndo(importId: number, at: Date): Promise<void> {
  for (let more = true; more; ) more = must(await inTransaction((tx) => takeBackSome(tx, importId, at)))
  await askForFold()
}

/** Goes on with every undo that a crash left behind. */
export async function resumeUndos(at: Date): Promise<void> {
  const open = await db.rows<{ id: number }>(
    sql`select id from import_run where state = 'undoing' order by id`,
  )
  for (const { id } of open) await workOnUndo(id, at)
}

/** The run's row keeps two workers apart. */
async function takeBackSome(tx: Tx, importId: number, at: Date): Promise<boolean> {
  const run = await tx.one<{ undo: Progress; personId: number }>(sql`
    select undo, coalesce(undone_by_id, created_by_id) as "personId" from import_run
    where id = ${importId} and state = 'undoing' for update`)
  if (!run) return false
  const { phase = 'leads', after = 0, ...counts } = run.undo
  const by = { personId: run.personId, at }
  if (phase === 'made') {
    const made = await removeMade(tx, importId)
    await tx.run(sql`
      update import_run set state = 'undone', version = version + 1, undone_at = ${at}::timestamptz,
        undo = ${JSON.stringify({ ...counts, ...made })}::jsonb
      where id = ${importId}`)
    await announce(tx, { topic: 'import', id: importId })
    return false
  }
  const { removed, restored, kept, last } = await takeBack(tx, phase, by, importId, after)
  const progress: Progress = {
    removed: counts.removed + removed,
    restored: counts.restored + restored,
    kept: counts.kept + kept,
    ...(last === null ? { phase: PHASES[PHASES.indexOf(phase) + 1], after: 0 } : { phase, after: last }),
  }
  await tx.run(sql`update import_run set undo = ${JSON.stringify(progress)}::jsonb where id = ${importId}`)
  await announce(tx, { topic: 'import', id: importId })
  return true
}

function takeBack(
  tx: Tx,
  phase: Exclude<Phase, 'made'>,
  by: Undoer,
  importId: number,
  after: number,
): Promise<TakenBack> {
  const place = { importId, after, limit: BATCH }
  if (phase === 'leads') return takeBackLeads(tx, by, place)
  if (phase === 'created') return removeCreatedLeads(tx, by, place)
  return takeBackSpend(tx, by, place)
}

import { type Estimate, type Proportion, wilson } from '@/lib/platform/statistics'
import type { Judged } from './calibration'
import { comparedWithRest } from './compared'

/**
 * Why sales hands leads back. Rounds that were decided in the period; a rejection that was contested and overturned stays
 * a rejection, is counted apart, and does not count against marketing.
 */

/** What rejections can be split by. */
export const REJECTION_GROUPINGS = ['channel', 'campaign', 'marketer', 'rep'] as const
export type RejectionGrouping = (typeof REJECTION_GROUPINGS)[number]

/** Decided rounds of one key with one reason; without a reason those that sales accepted. */
export type RejectionCell = {
  key: number | null
  reasonId: number | null
  decided: number
  rejected: number
  contested: number
  overturned: number
  against: number
}

type Sums = Omit<RejectionCell, 'key' | 'reasonId'>

/** Rejections that stand, for a reason of those that count `against` marketing. */
export function againstMarketing(
  {
    reasonId,
    decided,
    accepted,
    overturned,
  }: Record<'decided' | 'accepted' | 'overturned', number> & {
    reasonId: number | null
  },
  against: ReadonlySet<number>,
): number {
  return reasonId !== null && against.has(reasonId) ? decided - accepted - overturned : 0
}

export type ReasonShare = Judged & { reasonId: number }

export type RejectionRow = Sums & {
  key: number | null
  /** of the decided: rejected, or rejected for the one reason that was asked for */
  rate: Judged
  /** of the decided: rejected for a reason that counts against marketing, and not overturned */
  againstRate: Judged
  /** of the rejected: for each reason */
  reasons: ReasonShare[]
}

export type ReasonCount = Sums & { reasonId: number; share: Estimate }

export type Rejections = {
  rows: RejectionRow[]
  total: Sums & { rate: Estimate; againstRate: Estimate }
  reasons: ReasonCount[]
}

function sumOf(cells: readonly RejectionCell[]): Sums {
  const sum = (name: keyof Sums) => cells.reduce((total, cell) => total + cell[name], 0)
  return {
    decided: sum('decided'),
    rejected: sum('rejected'),
    contested: sum('contested'),
    overturned: sum('overturned'),
    against: sum('against'),
  }
}

/** Every row against the other rows, in its rates and in each reason, corrected over all of it. */
export function rejectionsOf(cells: readonly RejectionCell[], reason: number | undefined): Rejections {
  const keys = [...new Set(cells.map(({ key }) => key))]
  const reasonIds = [...new Set(cells.map(({ reasonId }) => reasonId))].filter((id) => id !== null)
  const parts = keys.map((key) => {
    const own = cells.filter((cell) => cell.key === key)
    const counts = reasonIds.map((id) => sumOf(own.filter(({ reasonId }) => reasonId === id)).rejected)
    return { key, sums: sumOf(own), counts }
  })
  const asked = (counts: readonly number[], { rejected }: Sums) =>
    reason === undefined ? rejected : (counts[reasonIds.indexOf(reason)] ?? 0)
  const rates = parts.map(({ sums, counts }) => ({ count: asked(counts, sums), base: sums.decided }))
  const against = parts.map(({ sums }) => ({ count: sums.against, base: sums.decided }))
  const shares = reasonIds.map((_, index) =>
    parts.map(({ sums, counts }): Proportion => ({ count: counts[index] ?? 0, base: sums.rejected })),
  )
  const tables = [rates, against, ...shares]
  const compared = comparedWithRest(tables)
  const judged = (table: number, row: number): Judged => {
    const { count, base } = tables[table]?.[row] ?? { count: 0, base: 0 }
    return { ...wilson(count, base), verdict: compared[table]?.[row] ?? 'too_few' }
  }
  const total = sumOf(cells)
  const reasons = reasonIds.map((reasonId): ReasonCount => {
    const sums = sumOf(cells.filter((cell) => cell.reasonId === reasonId))
    return { reasonId, ...sums, share: wilson(sums.rejected, total.rejected) }
  })
  const askedTotal =
    reason === undefined ? total.rejected : (reasons.find((one) => one.reasonId === reason)?.rejected ?? 0)
  return {
    rows: parts.map(({ key, sums }, row) => ({
      key,
      ...sums,
      rate: judged(0, row),
      againstRate: judged(1, row),
      reasons: reasonIds.map((reasonId, index) => ({ reasonId, ...judged(index + 2, row) })),
    })),
    total: {
      ...total,
      rate: wilson(askedTotal, total.decided),
      againstRate: wilson(total.against, total.decided),
    },
    reasons: reasons.toSorted((a, b) => b.rejected - a.rejected || a.reasonId - b.reasonId),
  }
}

/** What two versions of the sales-ready definition judged: how many, and how many of these for each reason. */
export type VersionCounts = {
  version: number
  decided: number
  rejected: number
  reasons: ReadonlyMap<number, number>
}

export type Change = { before: Estimate; since: Judged }

export type DefinitionChange = {
  before: number
  version: number
  rejected: Change
  reasons: (Change & { reasonId: number })[]
}

/** What the newer definition changed: all of it in one look, so corrected over all of it. */
export function definitionChange(before: VersionCounts, since: VersionCounts): DefinitionChange {
  const ids = [...new Set([...before.reasons.keys(), ...since.reasons.keys()])].toSorted((a, b) => a - b)
  const pairs = [
    [since.rejected, before.rejected],
    ...ids.map((id) => [since.reasons.get(id) ?? 0, before.reasons.get(id) ?? 0]),
  ].map(([now = 0, then = 0]) => [
    { count: now, base: since.decided },
    { count: then, base: before.decided },
  ])
  const compared = comparedWithRest(pairs)
  const change = (index: number): Change => {
    const [now, then] = pairs[index] ?? []
    return {
      before: wilson(then?.count ?? 0, then?.base ?? 0),
      since: { ...wilson(now?.count ?? 0, now?.base ?? 0), verdict: compared[index]?.[0] ?? 'too_few' },
    }
  }
  return {
    before: before.version,
    version: since.version,
    rejected: change(0),
    reasons: ids.map((reasonId, index) => ({ reasonId, ...change(index + 1) })),
  }
}

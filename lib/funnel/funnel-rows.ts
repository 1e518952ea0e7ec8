import type { Basis, LeadStage } from '@/lib/leads/stages'
import { ratio } from '@/lib/platform/money'
import { ENOUGH, type Estimate, type Verdict, verdicts, wilson } from '@/lib/platform/statistics'
import { RATES, type RateId } from './metrics'

/** From counts to rows: the conversions between the stages with their intervals, and how rows compare. */

export type StageCounts = Record<LeadStage, number> & {
  /** null where they cannot be told apart, as by grade or owner */
  reach: number | null
  responses: number | null
}

export type RowCounts = StageCounts & {
  /** of `leads`, those that are won, lost or disqualified by now */
  closed: number
}

export type FunnelRow = {
  stages: StageCounts
  underWay: number
  rates: Record<RateId, Estimate>
  verdict: Verdict
}

/**
 * One row without its verdict. Events of a period are no share of each other (this month's wins are last month's
 * leads): there the value is a ratio, which may exceed 1, and there is no interval.
 */
export function funnelRow({ closed, ...stages }: RowCounts, basis: Basis): Omit<FunnelRow, 'verdict'> {
  const rate = (id: RateId): Estimate => {
    const count = stages[RATES[id].count]
    const base = stages[RATES[id].base]
    return basis === 'cohort'
      ? wilson(count, base)
      : { count, base, value: ratio(count, base), low: null, high: null, enough: base >= ENOUGH }
  }
  return {
    stages,
    underWay: stages.leads - closed,
    rates: {
      leadToQualified: rate('leadToQualified'),
      qualifiedToHandedOff: rate('qualifiedToHandedOff'),
      handedOffToAccepted: rate('handedOffToAccepted'),
      acceptedToDeal: rate('acceptedToDeal'),
      dealToWon: rate('dealToWon'),
      leadToSale: rate('leadToSale'),
    },
  }
}

/** The rows of a table, each judged by its lead-to-sale conversion against all the others; ratios are not judged. */
export function funnelRows(counts: readonly RowCounts[], basis: Basis): FunnelRow[] {
  const judged =
    basis === 'cohort'
      ? verdicts(counts.map(({ won, leads }) => ({ count: won, base: leads })))
      : counts.map(({ leads }): Verdict => (leads < ENOUGH ? 'too_few' : 'same'))
  return counts.map((row, index) => ({ ...funnelRow(row, basis), verdict: judged[index] ?? 'same' }))
}

/** The sum of rows; a row on its own is the same as all. */
export function totalRow(counts: readonly RowCounts[], basis: Basis): FunnelRow {
  const sum = (key: LeadStage | 'closed') => counts.reduce((total, row) => total + row[key], 0)
  const known = (key: 'reach' | 'responses') =>
    counts.some((row) => row[key] !== null) ? counts.reduce((total, row) => total + (row[key] ?? 0), 0) : null
  const total: RowCounts = {
    reach: known('reach'),
    responses: known('responses'),
    leads: sum('leads'),
    qualified: sum('qualified'),
    handedOff: sum('handedOff'),
    accepted: sum('accepted'),
    deals: sum('deals'),
    won: sum('won'),
    closed: sum('closed'),
  }
  return { ...funnelRow(total, basis), verdict: total.leads < ENOUGH ? 'too_few' : 'same' }
}

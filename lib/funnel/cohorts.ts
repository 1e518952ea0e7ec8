import { LEAD_STAGES } from '@/lib/leads/stages'
import { addDays } from '@/lib/platform/calendar'
import { lastDayOf, monthOf } from '@/lib/platform/period'
import { type Estimate, wilson } from '@/lib/platform/statistics'
import { isTooYoung } from './maturity'

/** The stages that a triangle can be made of. */
export const COHORT_STAGES = LEAD_STAGES.slice(1) as Exclude<(typeof LEAD_STAGES)[number], 'leads'>[]
export type CohortStage = (typeof COHORT_STAGES)[number]

/** Days after the creation within which conversion is compared between months. */
export const COHORT_DAYS = [30, 60, 90] as const
export type CohortDays = (typeof COHORT_DAYS)[number]

/** The months since the creation that a triangle shows; each is a running sum, so what is skipped loses nobody. */
const SHOWN = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 18, 24, 30, 36, 48, 60]

export type CohortCount = {
  month: string
  leads: number
  underWay: number
  /** how many came to the stage first in which month after that of their creation */
  reached: readonly { months: number; n: number }[]
  /** by now */
  reachedByNow: number
  within: Record<CohortDays, number>
}

export type CohortCell = {
  /** calendar months after that of the creation; the cell counts up to the end of it */
  months: number
  share: Estimate
  /** that month is not over: there may be more */
  young: boolean
}

export type CohortRow = {
  month: string
  leads: number
  underWay: number
  byNow: Estimate
  cells: CohortCell[]
  within: { days: CohortDays; share: Estimate; young: boolean }[]
  /** younger than a usual sale takes */
  tooYoung: boolean
}

/** Months from that of one day (or month) to that of another. */
export function monthsBetween(from: string, to: string): number {
  const number = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7))
  return number(to) - number(from)
}

/** The columns of a triangle whose oldest leads are from this month. */
export function shownMonths(oldest: string, today: string): number[] {
  const age = Math.max(0, monthsBetween(oldest, monthOf(today)))
  return SHOWN.filter((months) => months <= age)
}

/**
 * A row of the triangle for each month of creation. `last` is the last day of the period: of a month that it cuts off only
 * the leads up to there are counted, and they are as old as that.
 */
export function cohortRows(
  counts: readonly CohortCount[],
  { last, today, usualDays }: { last: string; today: string; usualDays: number | null },
): CohortRow[] {
  const oldest = counts[0]?.month
  if (oldest === undefined) return []
  const columns = shownMonths(oldest, today)
  return counts.map(({ month, leads, underWay, reached, reachedByNow, within }) => {
    const end = lastDayOf(month) < last ? lastDayOf(month) : last
    const age = monthsBetween(month, monthOf(today))
    const by = (months: number) =>
      reached.reduce((sum, { months: after, n }) => (after <= months ? sum + n : sum), 0)
    return {
      month,
      leads,
      underWay,
      byNow: wilson(reachedByNow, leads),
      cells: columns
        .filter((months) => months <= age)
        .map((months) => ({ months, share: wilson(by(months), leads), young: months >= age })),
      within: COHORT_DAYS.map((days) => ({
        days,
        share: wilson(within[days], leads),
        // Counted in whole days: on the last of them it is not over.
        young: addDays(end, days) >= today,
      })),
      tooYoung: isTooYoung(end, today, usualDays),
    }
  })
}

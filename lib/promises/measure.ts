import type { DefinitionTerms } from '@/lib/agreements/definition'
import { addDays, daysBetween } from '@/lib/platform/calendar'
import { firstDayOf, lastDayOf, monthsOf, type Period, periodOfMonth } from '@/lib/platform/period'
import { type Estimate, wilson } from '@/lib/platform/statistics'

/**
 * What each side promised the other and what came of it, counted from handoffs. Every count is a set of
 * lib/handoffs/handoff-sets.ts; the list behind it counts the same rows.
 *
 * - Sales owes verdicts in time: `inTime` ÷ `settled`, as the KPI `slaKept` has it.
 * - Marketing owes answers in time: of the questions asked in the period that were answered or fell due by now, those
 *   answered in time. A verdict that did not wait for the answer ends what was owed.
 * - Marketing owes complete records and a number of sales-ready handoffs a month.
 * - A rejection that was overturned stays a rejection, and is counted apart.
 */

/** Of one person or one side. Those of a person are told by whose deed or duty it was (`ownerOf`). */
export type Counts = {
  decided: number
  accepted: number
  rejected: number
  contested: number
  overturned: number
  settled: number
  inTime: number
  broken: number
  asked: number
  pending: number
  overdue: number
  waiting: number
  waitingLate: number
  returned: number
  returnedLate: number
  offered: number
  complete: number
  ready: number
  answerSettled: number
  answerInTime: number
  answerBroken: number
  /** handoffs with a known response time, and its quartiles in working minutes */
  timed: number
  response: { low: number; middle: number; high: number } | null
  /** since when the oldest of them waits */
  oldestPending: Date | null
  oldestWaiting: Date | null
  oldestReturned: Date | null
}

/** Rejections for one reason; without an id those for none. */
export type ReasonRow = {
  id: number | null
  nameEn: string | null
  nameRu: string | null
  count: number
  contested: number
  overturned: number
}

export const NO_COUNTS: Counts = {
  decided: 0,
  accepted: 0,
  rejected: 0,
  contested: 0,
  overturned: 0,
  settled: 0,
  inTime: 0,
  broken: 0,
  asked: 0,
  pending: 0,
  overdue: 0,
  waiting: 0,
  waitingLate: 0,
  returned: 0,
  returnedLate: 0,
  offered: 0,
  complete: 0,
  ready: 0,
  answerSettled: 0,
  answerInTime: 0,
  answerBroken: 0,
  timed: 0,
  response: null,
  oldestPending: null,
  oldestWaiting: null,
  oldestReturned: null,
}

/** The shares that people argue about, each with its interval. */
export type Shares = {
  /** accepted ÷ decided */
  acceptance: Estimate
  /** verdicts in time ÷ decided in time or fallen due */
  verdictsKept: Estimate
  /** answers in time ÷ answered or fallen due */
  answersKept: Estimate
  /** complete records ÷ handed off */
  complete: Estimate
}

export function sharesOf(counts: Counts): Shares {
  return {
    acceptance: wilson(counts.accepted, counts.decided),
    verdictsKept: wilson(counts.inTime, counts.settled),
    answersKept: wilson(counts.answerInTime, counts.answerSettled),
    complete: wilson(counts.complete, counts.offered),
  }
}

/** Sales-ready handoffs that were promised for these days, up to today: each month by its share of days; null: none. */
export function promisedVolume(
  { marketing }: Pick<DefinitionTerms, 'marketing'>,
  { from, to }: Period,
  today: string,
): number | null {
  if (marketing.monthlyVolume === 0) return null
  const until = to < today ? to : today
  if (until < from) return 0
  const promised = monthsOf({ from, to: until }).reduce((sum, month) => {
    const days = periodOfMonth(month, { from, to: until })
    if (!days) return sum
    const share =
      (daysBetween(days.from, days.to) + 1) / (daysBetween(firstDayOf(month), lastDayOf(month)) + 1)
    return sum + marketing.monthlyVolume * share
  }, 0)
  return Math.round(promised)
}

/** The Monday to Sunday before the week that this day is in. */
export function weekBefore(day: string): Period {
  const monday = mondayOf(day)
  return { from: addDays(monday, -7), to: addDays(monday, -1) }
}

/** The Monday of the week that this day is in. */
export function mondayOf(day: string): string {
  // 1970-01-05 was a Monday
  return addDays(day, -(((daysBetween('1970-01-05', day) % 7) + 7) % 7))
}

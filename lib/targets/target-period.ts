import { addDays, daysBetween } from '@/lib/platform/calendar'
import { addMonths, firstDayOf, lastDayOf, monthOf, type Period } from '@/lib/platform/period'

/** What a target is set for: a month (`2026-11`), a quarter (`2026-Q4`) or a year (`2026`). */

type Span = 'month' | 'quarter' | 'year'

const PERIOD = /^(?:19|20|21)\d\d(?:-(?:0[1-9]|1[0-2]|Q[1-4]))?$/

export function isTargetPeriod(text: string): boolean {
  return PERIOD.test(text)
}

export function spanOf(period: string): Span {
  if (period.length === 4) return 'year'
  return period.includes('Q') ? 'quarter' : 'month'
}

export function daysOf(period: string): Period {
  const year = period.slice(0, 4)
  switch (spanOf(period)) {
    case 'year':
      return { from: `${year}-01-01`, to: `${year}-12-31` }
    case 'quarter': {
      const last = Number(period.slice(6)) * 3
      return { from: firstDayOf(monthNamed(year, last - 2)), to: lastDayOf(monthNamed(year, last)) }
    }
    case 'month':
      return { from: firstDayOf(period), to: lastDayOf(period) }
  }
}

function monthNamed(year: string, month: number): string {
  return `${year}-${String(month).padStart(2, '0')}`
}

/** The month, the quarter and the year that a day lies in. */
export function periodsAround(day: string): string[] {
  const year = day.slice(0, 4)
  return [monthOf(day), `${year}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`, year]
}

/** The month, quarter or year that these days are exactly; null where they are none. */
export function targetPeriodOf({ from, to }: Period): string | null {
  return (
    periodsAround(from).find((period) => {
      const days = daysOf(period)
      return days.from === from && days.to === to
    }) ?? null
  )
}

/**
 * The periods that a screen of these days is about, the likeliest first: those that they are exactly, and of days up to
 * today also those that have begun with them and are not over ("this quarter").
 */
export function targetPeriodsFor({ from, to }: Period, today: string): string[] {
  return periodsAround(from).filter((period) => {
    const days = daysOf(period)
    return days.from === from && (days.to === to || (to === today && to < days.to))
  })
}

/** The periods of a year: its months, or its quarters and the year itself. */
export function periodsOfYear(year: string, by: 'month' | 'quarter'): string[] {
  return by === 'month'
    ? Array.from({ length: 12 }, (_, index) => monthOf(addMonths(`${year}-01-01`, index)))
    : [`${year}-Q1`, `${year}-Q2`, `${year}-Q3`, `${year}-Q4`, year]
}

/** The share of the period's days that are over: 0 before it begins, 1 when it has ended. Today is not over. */
export function elapsedOf(period: string, today: string): number {
  const { from, to } = daysOf(period)
  if (today <= from) return 0
  if (today > to) return 1
  return daysBetween(from, today) / daysBetween(from, addDays(to, 1))
}

import { addDays, endOfDay, startOfDay } from './calendar'

/** Days from `from` to `to`, both included. */
export type Period = { from: string; to: string }

/** The instants of a period, for `>= start AND < end`: an index on the column can be used, unlike with a date taken of it. */
export function periodBounds({ from, to }: Period, timeZone: string): { start: Date; end: Date } {
  return { start: startOfDay(from, timeZone), end: endOfDay(to, timeZone) }
}

/** The same day of another month, or that month's last day where it has no such day. */
export function addMonths(day: string, months: number): string {
  const number = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months
  const month = `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((((number % 12) + 12) % 12) + 1).padStart(2, '0')}`
  const dayOfMonth = Math.min(Number(day.slice(8)), Number(lastDayOf(month).slice(8)))
  return `${month}-${String(dayOfMonth).padStart(2, '0')}`
}

export function monthOf(day: string): string {
  return day.slice(0, 7)
}

export function firstDayOf(month: string): string {
  return `${month}-01`
}

export function lastDayOf(month: string): string {
  const year = Number(month.slice(0, 4))
  const date = new Date(0)
  date.setUTCFullYear(year, Number(month.slice(5)), 0)
  return `${month}-${String(date.getUTCDate()).padStart(2, '0')}`
}

/** What of the month lies in the period; null when nothing does. */
export function periodOfMonth(month: string, within: Period): Period | null {
  const first = firstDayOf(month)
  const last = lastDayOf(month)
  const from = first > within.from ? first : within.from
  const to = last < within.to ? last : within.to
  return from <= to ? { from, to } : null
}

/** The months, `YYYY-MM`, that a period touches. */
export function monthsOf({ from, to }: Period): string[] {
  const months: string[] = []
  for (let day = firstDayOf(monthOf(from)); day <= to; day = addMonths(day, 1)) months.push(monthOf(day))
  return months
}

/** As many days, directly before. */
export function previousPeriod({ from, to }: Period): Period {
  const before = addDays(from, -1)
  const days = (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000
  return { from: addDays(before, -days), to: before }
}

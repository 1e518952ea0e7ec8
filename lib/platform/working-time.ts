import { dayNumber, instantOn, localDayNumber } from './calendar'

/**
 * Working time: the minutes that lie inside somebody's opening hours.
 *
 * Opening hours are wall-clock times, so each is turned into two instants by the rule of `calendar.ts` (of a time that
 * comes twice the first, of one that never comes the first instant after the gap). A night shift over a change of clocks
 * is therefore an hour shorter or longer, and opening hours inside a gap are empty.
 */

const MINUTE = 60_000
/** An answer further away than this many days is a wrong argument, not a promise. */
const FURTHEST_DAYS = 40 * 366
const WINDOWS_KEPT = 4_000

/** Minutes after midnight, `to` at most 1440. */
export type Interval = readonly [from: number, to: number]

/** When somebody works. */
export type WorkingHours = {
  timeZone: string
  /** seven lists, Monday first; several intervals a day in order, none over midnight */
  week: readonly (readonly Interval[])[]
  /** the days, `YYYY-MM-DD`, on which the week does not hold, with the hours worked all the same: none when closed */
  holidays: ReadonlyMap<string, readonly Interval[]>
}

/** What a company starts with, and what a "working day" means where a duration is worded. */
export const WORKING_DAY_MINUTES = 540
const OFFICE_DAY: readonly Interval[] = [[540, 1080]]
const OFFICE_WEEK: WorkingHours['week'] = [OFFICE_DAY, OFFICE_DAY, OFFICE_DAY, OFFICE_DAY, OFFICE_DAY, [], []]

/** Monday to Friday, 9:00 to 18:00, no holidays. Keep what it returns: it remembers what was computed with it. */
export function officeHours(timeZone: string): WorkingHours {
  return { timeZone, week: OFFICE_WEEK, holidays: new Map() }
}

export type HoursProblem = 'seven_days' | 'interval' | 'overlap' | 'empty_week'

/** What is wrong with one day's hours: an interval that ends before it begins or runs past midnight, or two at once. */
export function dayProblem(day: readonly Interval[]): 'interval' | 'overlap' | null {
  let last = 0
  for (const [from, to] of day) {
    if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || to > 1440 || from >= to)
      return 'interval'
    if (from < last) return 'overlap'
    last = to
  }
  return null
}

/** What is wrong with a week, if anything: in an empty one no promise would ever fall due. */
export function weekProblem(week: WorkingHours['week']): HoursProblem | null {
  if (week.length !== 7) return 'seven_days'
  for (const day of week) {
    const problem = dayProblem(day)
    if (problem) return problem
  }
  return week.some((day) => day.length > 0) ? null : 'empty_week'
}

/** Opening hours as instants, computed once a day and kept as long as the hours are. */
type Windows = {
  hours: WorkingHours
  holidays: Map<number, readonly Interval[]>
  /** day number → opens, closes, opens, closes … */
  days: Map<number, readonly number[]>
}

const known = new WeakMap<WorkingHours, Windows>()

function windowsOf(hours: WorkingHours): Windows {
  let windows = known.get(hours)
  if (!windows) {
    const problem = weekProblem(hours.week)
    if (problem) throw new RangeError(`not opening hours: ${problem}`)
    const holidays = new Map<number, readonly Interval[]>()
    for (const [day, intervals] of hours.holidays) {
      const wrong = dayProblem(intervals)
      if (wrong) throw new RangeError(`not opening hours on ${day}: ${wrong}`)
      holidays.set(dayNumber(day), intervals)
    }
    windows = { hours, holidays, days: new Map() }
    known.set(hours, windows)
  }
  return windows
}

/** Day 0, 1970-01-01, was a Thursday. */
function weekday(day: number): number {
  return (((day + 3) % 7) + 7) % 7
}

function openOn(windows: Windows, day: number): readonly number[] {
  let open = windows.days.get(day)
  if (!open) {
    const { timeZone, week } = windows.hours
    const instants: number[] = []
    for (const [from, to] of windows.holidays.get(day) ?? week[weekday(day)] ?? []) {
      const opens = instantOn(day, from * MINUTE, timeZone)
      const closes = instantOn(day, to * MINUTE, timeZone)
      if (opens < closes) instants.push(opens, closes)
    }
    open = instants
    if (windows.days.size >= WINDOWS_KEPT) windows.days.clear()
    windows.days.set(day, open)
  }
  return open
}

function timeOf(date: Date): number {
  const time = date.getTime()
  if (Number.isNaN(time)) throw new RangeError('invalid date')
  return time
}

/** Where to begin to look: in some zones the clock went back over midnight, so a day's hours may begin the "day before". */
function dayBefore(at: number, windows: Windows): number {
  return localDayNumber(at, windows.hours.timeZone) - 1
}

/** Every opening that is not over at `from`, in order: calls `visit` until it returns true. */
function openings(
  from: number,
  windows: Windows,
  visit: (opens: number, closes: number) => boolean,
): boolean {
  const first = dayBefore(from, windows)
  for (let day = first; day < first + FURTHEST_DAYS; day++) {
    const open = openOn(windows, day)
    for (let i = 0; i < open.length; i += 2) {
      const opens = open[i] as number
      const closes = open[i + 1] as number
      if (closes > from && visit(opens, closes)) return true
    }
  }
  return false
}

/**
 * The first instant by which `minutes` of working time have passed since `from`. So what is due after a whole day's work
 * that began at 9:00 is due at 18:00 of that day, not at 9:00 of the next.
 */
export function addWorkingMinutes(from: Date, minutes: number, hours: WorkingHours): Date {
  if (!(minutes >= 0)) throw new RangeError(`not a working time: ${minutes}`)
  const start = timeOf(from)
  let left = Math.round(minutes * MINUTE)
  if (left === 0) return new Date(start)
  let due = start
  const found = openings(start, windowsOf(hours), (opens, closes) => {
    const begin = Math.max(opens, start)
    due = begin + left
    left -= closes - begin
    return left <= 0
  })
  if (!found) throw new RangeError(`not a working time: ${minutes}`)
  return new Date(due)
}

/** Working minutes from one instant to another, exact to the millisecond; negative when `to` is earlier. */
export function workingMinutesBetween(from: Date, to: Date, hours: WorkingHours): number {
  const start = timeOf(from)
  const end = timeOf(to)
  if (end < start) return -workingMinutesBetween(to, from, hours)
  const windows = windowsOf(hours)
  const lastDay = localDayNumber(end, hours.timeZone) + 1
  let worked = 0
  for (let day = dayBefore(start, windows); day <= lastDay; day++) {
    const open = openOn(windows, day)
    for (let i = 0; i < open.length; i += 2) {
      const worth = Math.min(open[i + 1] as number, end) - Math.max(open[i] as number, start)
      if (worth > 0) worked += worth
    }
  }
  return worked / MINUTE
}

/** The moment itself when it is inside opening hours (the moment of closing is not), else that of the next opening. */
export function nextOpening(at: Date, hours: WorkingHours): Date {
  const from = timeOf(at)
  let next = from
  const found = openings(from, windowsOf(hours), (opens) => {
    next = Math.max(opens, from)
    return true
  })
  if (!found) throw new RangeError('it never opens again')
  return new Date(next)
}

/** Whether somebody is at work. */
export function isOpenAt(at: Date, hours: WorkingHours): boolean {
  return nextOpening(at, hours).getTime() === at.getTime()
}

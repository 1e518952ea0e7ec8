import { addDays, dayOf, instantAt, isTimeZone, offsetAt } from '@/lib/platform/calendar'

/** When somebody wants letters. Minutes after midnight of their own day. */
export type Wishes = {
  timeZone: string
  /** quiet from … */
  quietFrom: number
  /** … to; the same minute: never quiet */
  quietTo: number
  digestAt: number
}

export type Timing = 'at_once' | 'digest' | 'never'

const MINUTE = 60_000
const DAY = 1440 * MINUTE
/** A year of holidays in a row is nobody's calendar. */
const FURTHEST_DAYS = 400

/**
 * The first moment from `from` on at which a letter may go out: at once, but not in the quiet hours; or at the time of
 * the digest on a day of work. Who sets the digest into the quiet hours wants it then.
 */
export function letterTime(
  timing: Exclude<Timing, 'never'>,
  from: Date,
  wishes: Wishes,
  isWorkday: (day: string) => boolean = isWeekday,
): Date {
  const zone = isTimeZone(wishes.timeZone) ? wishes.timeZone : 'UTC'
  return timing === 'digest'
    ? nextDigest(from, { ...wishes, timeZone: zone }, isWorkday)
    : afterQuiet(from, { ...wishes, timeZone: zone })
}

/** A digest that waited for the mail server longer than this is late. */
const PUNCTUAL = 10 * MINUTE
/** No letter goes out before a second thought (undo) could take its notice back. */
export const SECOND_THOUGHTS = 30_000

/**
 * When a notice that was told at `told` goes out, seen from now: what could not go when it was due goes now, but a late
 * letter disturbs no night.
 */
export function dueTime(
  timing: Exclude<Timing, 'never'>,
  told: Date,
  now: Date,
  wishes: Wishes,
  isWorkday?: (day: string) => boolean,
): Date {
  const earliest = new Date(told.getTime() + SECOND_THOUGHTS)
  if (timing === 'at_once') return letterTime('at_once', earliest > now ? earliest : now, wishes)
  const due = letterTime('digest', earliest, wishes, isWorkday)
  if (due > now || now.getTime() - due.getTime() < PUNCTUAL) return due
  return letterTime('at_once', now, wishes)
}

function afterQuiet(from: Date, { timeZone, quietFrom, quietTo }: Wishes): Date {
  const minute = minuteOfDay(from, timeZone)
  const overnight = quietFrom > quietTo
  const quiet = overnight ? minute >= quietFrom || minute < quietTo : minute >= quietFrom && minute < quietTo
  if (!quiet) return from
  const today = dayOf(from, timeZone)
  const endsOn = overnight && minute >= quietFrom ? addDays(today, 1) : today
  const end = instantAt(endsOn, quietTo * MINUTE, timeZone)
  // Where the clock went back the wall says "quiet" a second time after the end has been: then it is over.
  return end > from ? end : from
}

function nextDigest(from: Date, { timeZone, digestAt }: Wishes, isWorkday: (day: string) => boolean): Date {
  let day = dayOf(from, timeZone)
  for (let tried = 0; tried < FURTHEST_DAYS; tried++, day = addDays(day, 1)) {
    const at = instantAt(day, digestAt * MINUTE, timeZone)
    if (at >= from && isWorkday(day)) return at
  }
  return from
}

/** What the wall clock shows, in minutes after midnight. */
function minuteOfDay(at: Date, timeZone: string): number {
  const local = at.getTime() + offsetAt(at, timeZone)
  return (((local % DAY) + DAY) % DAY) / MINUTE
}

/** Monday to Friday, where nothing more is known. */
export function isWeekday(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6
}

/** By a calendar's week (Monday first) and the days on which it does not hold. */
export function workdays(calendar: {
  week: readonly (readonly unknown[])[]
  holidays: ReadonlyMap<string, readonly unknown[]>
}): (day: string) => boolean {
  return (day) => {
    const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
    return (calendar.holidays.get(day) ?? calendar.week[weekday] ?? []).length > 0
  }
}

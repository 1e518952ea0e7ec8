/**
 * Days in a named time zone.
 *
 * Everything is derived from one function, the zone's UTC offset at an instant, read from the runtime's own zone
 * database through Intl and remembered per zone and UTC day: a lookup costs about 50 ns, an Intl call about 3 µs.
 *
 * Where a local time happens twice (clocks go back) the earlier instant is meant; where it does not happen at all
 * (clocks go forward) the first instant after the gap is. So the days of a zone follow each other without hole or
 * overlap, also in São Paulo's old summer time (no midnight) and in Apia in 2011 (no 30 December: a day of length 0).
 */

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const OFFSETS_KEPT = 40_000

interface Zone {
  format: Intl.DateTimeFormat
  /** UTC day number → the offset of that whole UTC day, or 'mixed' where it changes within. */
  offsets: Map<number, number | 'mixed'>
}

const zones = new Map<string, Zone>()

function zoneOf(timeZone: string): Zone {
  let zone = zones.get(timeZone)
  if (!zone) {
    // Throws a RangeError for an unknown zone.
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    zone = { format, offsets: new Map() }
    zones.set(timeZone, zone)
  }
  return zone
}

/**
 * A zone name that PostgreSQL and Intl both know and read alike. Bare offsets are refused: Intl's "+05:30" is east of
 * Greenwich, PostgreSQL's is west.
 */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/.test(name)) return false
  try {
    zoneOf(name)
    return true
  } catch {
    return false
  }
}

function readOffset(zone: Zone, at: number): number {
  let year = 0
  let month = 0
  let day = 0
  let hour = 0
  let minute = 0
  let second = 0
  for (const part of zone.format.formatToParts(at)) {
    if (part.type === 'year') year += Number(part.value)
    else if (part.type === 'era' && part.value === 'BC') year = 1 - year
    else if (part.type === 'month') month = Number(part.value)
    else if (part.type === 'day') day = Number(part.value)
    else if (part.type === 'hour') hour = Number(part.value)
    else if (part.type === 'minute') minute = Number(part.value)
    else if (part.type === 'second') second = Number(part.value)
  }
  const local = utcMillis(year, month, day) + hour * HOUR + minute * MINUTE + second * 1000
  return local - Math.floor(at / 1000) * 1000
}

function offsetIn(zone: Zone, at: number): number {
  const utcDay = Math.floor(at / DAY)
  let known = zone.offsets.get(utcDay)
  if (known === undefined) {
    const first = readOffset(zone, utcDay * DAY)
    known = first === readOffset(zone, (utcDay + 1) * DAY) ? first : 'mixed'
    if (zone.offsets.size >= OFFSETS_KEPT) zone.offsets.clear()
    zone.offsets.set(utcDay, known)
  }
  return known === 'mixed' ? readOffset(zone, at) : known
}

/** Milliseconds that the zone's wall clock is ahead of UTC at this instant. */
export function offsetAt(date: Date, timeZone: string): number {
  return offsetIn(zoneOf(timeZone), validTime(date))
}

/** The first instant at which the zone's wall clock shows `local` (milliseconds as if it were UTC) or later. */
function instantIn(zone: Zone, local: number): number {
  // Offsets lie within 15 hours of UTC, so those of a day before and after are the two candidates.
  const before = offsetIn(zone, local - DAY)
  const after = offsetIn(zone, local + DAY)
  if (before === after) {
    const at = local - before
    if (offsetIn(zone, at) === before) return at
  }
  const early = local - Math.max(before, after)
  const late = local - Math.min(before, after)
  if (early + offsetIn(zone, early) === local) return early
  if (late + offsetIn(zone, late) === local) return late
  // In a gap: the instant at which the clock jumps over `local`.
  let behind = early
  let ahead = late
  while (ahead - behind > 1) {
    const middle = Math.floor((behind + ahead) / 2)
    if (middle + offsetIn(zone, middle) < local) behind = middle
    else ahead = middle
  }
  return ahead
}

function utcMillis(year: number, month: number, day: number): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day) // Date.UTC would read the years 0 to 99 as 1900 to 1999
  return date.getTime()
}

function validTime(date: Date): number {
  const time = date.getTime()
  if (Number.isNaN(time)) throw new RangeError('invalid date')
  return time
}

/** The day number (days since 1970-01-01) of a `YYYY-MM-DD` that exists, else null. */
function dayNumberOrNull(day: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  if (!match) return null
  const month = Number(match[2])
  const dayOfMonth = Number(match[3])
  const time = utcMillis(Number(match[1]), month, dayOfMonth)
  const made = new Date(time)
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === dayOfMonth ? time / DAY : null
}

/** Days since 1970-01-01: what calculations over many days use. */
export function dayNumber(day: string): number {
  const number = dayNumberOrNull(day)
  if (number === null) throw new RangeError(`not a day: ${day}`)
  return number
}

function dayName(number: number): string {
  return new Date(number * DAY).toISOString().slice(0, 10)
}

/** Whether this is the name of a day that exists: `2024-02-29` is, `2023-02-29` is not. */
export function isDay(day: string): boolean {
  return dayNumberOrNull(day) !== null
}

/** The day, `YYYY-MM-DD`, that the zone's calendar shows at this instant. */
export function dayOf(date: Date, timeZone: string): string {
  const at = validTime(date)
  return dayName(Math.floor((at + offsetIn(zoneOf(timeZone), at)) / DAY))
}

/** The first instant of the day in the zone. */
export function startOfDay(day: string, timeZone: string): Date {
  return new Date(instantIn(zoneOf(timeZone), dayNumber(day) * DAY))
}

/** The first instant that no longer belongs to the day: use with `<`. */
export function endOfDay(day: string, timeZone: string): Date {
  return new Date(instantIn(zoneOf(timeZone), (dayNumber(day) + 1) * DAY))
}

export function addDays(day: string, days: number): string {
  return dayName(dayNumber(day) + days)
}

/** Calendar days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from)
}

/** The instant at which the zone's wall clock shows this day and time of day (milliseconds after midnight). */
export function instantAt(day: string, millisOfDay: number, timeZone: string): Date {
  return new Date(instantIn(zoneOf(timeZone), dayNumber(day) * DAY + millisOfDay))
}

/** The number of the day that the zone's calendar shows at this instant (milliseconds since 1970 in UTC). */
export function localDayNumber(at: number, timeZone: string): number {
  return Math.floor((at + offsetIn(zoneOf(timeZone), at)) / DAY)
}

/** `instantAt` for a day's number, as a number. */
export function instantOn(day: number, millisOfDay: number, timeZone: string): number {
  return instantIn(zoneOf(timeZone), day * DAY + millisOfDay)
}

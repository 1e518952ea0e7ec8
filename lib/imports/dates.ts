import { instantAt, isDay } from '@/lib/platform/calendar'

/**
 * Dates in the notations that programs export. Whether 03-04-2018 is in March or in April is decided by the other dates
 * of its column, else by those of the other columns, else it is a question: it is never guessed.
 */

export const DATE_FORMATS = [
  'YYYY-MM-DD',
  'YYYY/MM/DD',
  'YYYY.MM.DD',
  'DD.MM.YYYY',
  'DD/MM/YYYY',
  'DD-MM-YYYY',
  'MM/DD/YYYY',
  'MM-DD-YYYY',
] as const
export type DateFormat = (typeof DATE_FORMATS)[number]

/** `hasTime` is false for a bare day: then `at` is where the day begins. */
export type ReadDate = { day: string; at: Date; hasTime: boolean }

const DATE = /^(?:(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{1,2})([-/.])(\d{1,2})\6(\d{4}))(?:[T\s,]\s*(.+))?$/
const TIME =
  /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?$/

type Shape = { separator: string; yearFirst: boolean; parts: [string, string, string]; time: string | null }

function shapeOf(text: string): Shape | null {
  const match = DATE.exec(text)
  if (!match) return null
  const [, year, yearSeparator, month, day, first, separator, second, lastYear, time] = match
  return year !== undefined && yearSeparator && month && day
    ? { separator: yearSeparator, yearFirst: true, parts: [year, month, day], time: time ?? null }
    : first && separator && second && lastYear
      ? { separator, yearFirst: false, parts: [first, second, lastYear], time: time ?? null }
      : null
}

function dayName(year: string, month: string, day: string): string | null {
  const name = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDay(name) && year >= '1900' && year <= '2200' ? name : null
}

function dayIn(shape: Shape, format: DateFormat): string | null {
  if (!format.includes(shape.separator) || format.startsWith('Y') !== shape.yearFirst) return null
  const [a, b, c] = shape.parts
  if (shape.yearFirst) return dayName(a, b, c)
  return format.startsWith('D') ? dayName(c, b, a) : dayName(c, a, b)
}

/** Milliseconds after midnight and, where the time names its zone, minutes ahead of UTC; null when it is no time. */
function timeOf(text: string): { millis: number; zone: number | null } | null {
  const match = TIME.exec(text.trim())
  if (!match) return null
  const [, hours = '', minutes = '', seconds = '0', fraction = '', half, zone] = match
  let hour = Number(hours)
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null
    hour = (hour % 12) + (half[0]?.toLowerCase() === 'p' ? 12 : 0)
  }
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null
  const millis =
    ((hour * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 +
    Number(fraction.padEnd(3, '0').slice(0, 3))
  if (zone === undefined) return { millis, zone: null }
  if (!/\d/.test(zone)) return { millis, zone: 0 }
  const zoneHours = Number(zone.slice(1, 3))
  const zoneMinutes = Number(zone.replace(':', '').slice(3) || '0')
  if (zoneHours > 14 || zoneMinutes > 59) return null
  return { millis, zone: (zone.startsWith('-') ? -1 : 1) * (zoneHours * 60 + zoneMinutes) }
}

/** The date in one of these formats, with or without a time of day; a time without a zone is in `timeZone`. */
export function readDate(text: string, formats: readonly DateFormat[], timeZone: string): ReadDate | null {
  const shape = shapeOf(text.trim())
  if (!shape) return null
  for (const format of formats) {
    const day = dayIn(shape, format)
    if (day === null) continue
    if (shape.time === null) return { day, at: instantAt(day, 0, timeZone), hasTime: false }
    const time = timeOf(shape.time)
    if (!time) return null
    const at =
      time.zone === null
        ? instantAt(day, time.millis, timeZone)
        : new Date(Date.parse(`${day}T00:00:00Z`) + time.millis - time.zone * 60_000)
    return { day, at, hasTime: true }
  }
  return null
}

/** The month, `YYYY-MM`, of "2018-03", "03.2018", "3/2018" or of any date in these formats. */
export function readMonth(text: string, formats: readonly DateFormat[]): string | null {
  const bare = /^(?:(\d{4})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{4}))$/.exec(text.trim())
  if (bare) return dayName(bare[1] ?? bare[4] ?? '', bare[2] ?? bare[3] ?? '', '1')?.slice(0, 7) ?? null
  return readDate(text, formats, 'UTC')?.day.slice(0, 7) ?? null
}

/** `example` reads as both; `options` are the formats to choose from. */
export type DateQuestion = {
  code: 'ambiguous_date' | 'mixed_dates'
  column: string
  example: string
  options: DateFormat[]
}

const CHOICES = {
  '/': ['DD/MM/YYYY', 'MM/DD/YYYY'],
  '-': ['DD-MM-YYYY', 'MM-DD-YYYY'],
} as const
type Choice = keyof typeof CHOICES

/** What is written in one way only: the year first, or with dots. */
const PLAIN: readonly DateFormat[] = ['YYYY-MM-DD', 'YYYY/MM/DD', 'YYYY.MM.DD', 'DD.MM.YYYY']

/** The first values of a column that are dates only with the day first, only with the month first, or either way. */
type Evidence = { dayFirst: string | null; monthFirst: string | null; either: string | null }

/** Sees all dates of a file, column by column, and says how each column is to be read. */
export class DateDetector {
  private readonly columns = new Map<string, Record<Choice, Evidence>>()

  see(column: string, text: string): void {
    let seen = this.columns.get(column)
    if (!seen) {
      const nothing = (): Evidence => ({ dayFirst: null, monthFirst: null, either: null })
      seen = { '/': nothing(), '-': nothing() }
      this.columns.set(column, seen)
    }
    const shape = shapeOf(text.trim())
    if (!shape || shape.yearFirst || shape.separator === '.') return
    const separator = shape.separator as Choice
    const [dayFormat, monthFormat] = CHOICES[separator]
    const dayFirst = dayIn(shape, dayFormat)
    const monthFirst = dayIn(shape, monthFormat)
    const evidence = seen[separator]
    if (dayFirst && !monthFirst) evidence.dayFirst ??= text
    else if (monthFirst && !dayFirst) evidence.monthFirst ??= text
    else if (dayFirst !== monthFirst) evidence.either ??= text
  }

  /** The formats of each column, or what must be asked first. */
  decide(): { formats: Map<string, DateFormat[]>; questions: DateQuestion[] } {
    const formats = new Map<string, DateFormat[]>()
    const questions: DateQuestion[] = []
    for (const [column, seen] of this.columns) {
      const chosen: DateFormat[] = [...PLAIN]
      for (const separator of ['/', '-'] as const) {
        const { dayFirst, monthFirst, either } = seen[separator]
        const elsewhere = this.elsewhere(separator)
        const [dayFormat, monthFormat] = CHOICES[separator]
        const options = [dayFormat, monthFormat]
        if (dayFirst && monthFirst)
          questions.push({ code: 'mixed_dates', column, example: monthFirst, options })
        else if (dayFirst) chosen.push(dayFormat)
        else if (monthFirst) chosen.push(monthFormat)
        else if (either === null)
          chosen.push(dayFormat) // 05/05/2018, or none at all: both say the same
        else if (elsewhere) chosen.push(elsewhere)
        else questions.push({ code: 'ambiguous_date', column, example: either, options })
      }
      formats.set(column, chosen)
    }
    return { formats, questions }
  }

  /** What the file's other columns agree on. */
  private elsewhere(separator: Choice): DateFormat | null {
    const all = [...this.columns.values()].map((seen) => seen[separator])
    const dayFirst = all.some((evidence) => evidence.dayFirst !== null)
    const monthFirst = all.some((evidence) => evidence.monthFirst !== null)
    return dayFirst === monthFirst ? null : CHOICES[separator][dayFirst ? 0 : 1]
  }
}

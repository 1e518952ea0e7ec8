import type { Locale } from './locale'

/**
 * The one place where dates, numbers and money become words. Pure: language, time zone and the present moment are given.
 * A server component gets a formatter from `pageFormat` (./page-format), an e-mail or a report makes its own.
 */
export type FormatContext = { locale: Locale; timeZone: string; now: Date; currency?: string }

export type Formatter = ReturnType<typeof formatter>

// English dates are day-first: its users sit in Europe and beside colleagues who read Russian ones.
const TAGS: Record<Locale, string> = { en: 'en-GB', ru: 'ru-RU' }

/** Thin no-break space of a range; also keeps "23 – 29 %" on one line. */
const NBSP = '\u00a0'

// Making an Intl object takes some 50 µs, a table of 50 rows asks for hundreds.
const cache = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat | Intl.RelativeTimeFormat>()

function cached<T extends Intl.DateTimeFormat | Intl.NumberFormat | Intl.RelativeTimeFormat>(
  key: string,
  make: () => T,
): T {
  const found = cache.get(key)
  if (found) return found as T
  if (cache.size > 500) cache.clear()
  const made = make()
  cache.set(key, made)
  return made
}

function dates(locale: Locale, timeZone: string, options: Intl.DateTimeFormatOptions) {
  return cached(
    `d|${locale}|${timeZone}|${JSON.stringify(options)}`,
    () => new Intl.DateTimeFormat(TAGS[locale], { ...options, timeZone }),
  )
}

function numbers(locale: Locale, options: Intl.NumberFormatOptions) {
  return cached(`n|${locale}|${JSON.stringify(options)}`, () => new Intl.NumberFormat(TAGS[locale], options))
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const relativeSteps: [limit: number, unit: Intl.RelativeTimeFormatUnit, size: number][] = [
  [HOUR, 'minute', MINUTE],
  [DAY, 'hour', HOUR],
  [14 * DAY, 'day', DAY],
  [60 * DAY, 'week', 7 * DAY],
  [548 * DAY, 'month', 30.44 * DAY],
  [Number.POSITIVE_INFINITY, 'year', 365.25 * DAY],
]

export function formatter({ locale, timeZone, now, currency: organisationCurrency }: FormatContext) {
  /** A `YYYY-MM-DD` is a day and not a moment: it must not shift with the reader's zone. */
  const moment = (value: Date | string): { at: Date; zone: string } =>
    typeof value === 'string' && /^\d{4}-\d\d(-\d\d)?$/.test(value)
      ? { at: new Date(`${value.length === 7 ? `${value}-01` : value}T12:00:00Z`), zone: 'UTC' }
      : { at: new Date(value), zone: timeZone }

  const dateWith = (options: Intl.DateTimeFormatOptions) => (value: Date | string) => {
    const { at, zone } = moment(value)
    return dates(locale, zone, options).format(at)
  }

  const number = (value: number, digits = 0) =>
    numbers(locale, { maximumFractionDigits: digits, minimumFractionDigits: 0 }).format(value)

  const percent = (ratio: number, digits = 1) =>
    numbers(locale, { style: 'percent', maximumFractionDigits: digits, minimumFractionDigits: 0 }).format(
      ratio,
    )

  // by language alone: British English would write "3 hrs"
  const unit = (value: number, name: string, display: 'short' | 'long' = 'short') =>
    cached(
      `u|${locale}|${name}|${display}`,
      () =>
        new Intl.NumberFormat(locale, {
          style: 'unit',
          unit: name,
          unitDisplay: display,
          maximumFractionDigits: 1,
        }),
    ).format(value)

  const shortDate = (value: Date | string) => {
    const { at, zone } = moment(value)
    const year = (date: Date, z: string) => dates('en', z, { year: 'numeric' }).format(date)
    const same = year(at, zone) === year(now, timeZone)
    return dates(
      locale,
      zone,
      same ? { day: 'numeric', month: 'short' } : { day: 'numeric', month: 'short', year: 'numeric' },
    ).format(at)
  }

  return {
    locale,
    timeZone,
    now,
    /** 3 Nov 2026 */
    date: dateWith({ day: 'numeric', month: 'short', year: 'numeric' }),
    /** 3 November 2026 */
    longDate: dateWith({ day: 'numeric', month: 'long', year: 'numeric' }),
    /** 3 Nov, with the year if it is not this one: for tables. */
    shortDate,
    /** 3 Nov 2026, 14:05 */
    dateTime: dateWith({
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
    }),
    /** Tue 3 Nov, 14:05: for due times */
    dayTime: dateWith({
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
    }),
    /** 14:05 */
    time: dateWith({ hour: '2-digit', minute: '2-digit' }),
    /** November 2026, of a `YYYY-MM` or a date */
    month: dateWith({ month: 'long', year: 'numeric' }),
    /** Nov 26: for axes */
    shortMonth: dateWith({ month: 'short', year: '2-digit' }),

    /** "3 hours ago", "in 2 days", "now"; `narrow` "3 h ago" for tables. */
    relative(value: Date | string, style: 'long' | 'narrow' = 'long'): string {
      const difference = moment(value).at.getTime() - now.getTime()
      const words = cached(
        `r|${locale}|${style}`,
        () =>
          new Intl.RelativeTimeFormat(TAGS[locale], {
            numeric: 'auto',
            style: style === 'narrow' ? 'short' : 'long',
          }),
      )
      const size = Math.abs(difference)
      if (size < MINUTE) return words.format(0, 'second')
      for (const [limit, name, step] of relativeSteps) {
        if (size < limit) return words.format(Math.trunc(difference / step), name)
      }
      return ''
    },

    /** 12,345; digits after the point as asked, at most. */
    number,
    /** 12K, 3.4M: for axes and small places; the exact number must stand somewhere near. */
    compact: (value: number) =>
      numbers(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(value),
    /** 0.2345 → 23.5 % */
    percent,
    /** "+12.3 %", with its sign: a change. */
    change: (ratio: number, digits = 0) =>
      numbers(locale, { style: 'percent', maximumFractionDigits: digits, signDisplay: 'exceptZero' }).format(
        ratio,
      ),
    /** "23.1–28.9 %" from two ratios: an interval. */
    interval: (low: number, high: number, digits = 1) =>
      `${number(low * 100, digits)}–${percent(high, digits)}`,
    /** "×1.34": a rate that may exceed 1, which is not a conversion. */
    ratio: (value: number) => `×${number(value, 2)}`,

    /** Exact money as the database gives it (`"1234.50"`). Whole amounts are shown without cents. */
    money(value: string | number, currency = organisationCurrency ?? 'EUR'): string {
      const whole = Number.isInteger(Number(value))
      return numbers(locale, {
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
        minimumFractionDigits: whole ? 0 : 2,
        maximumFractionDigits: whole ? 0 : 2,
      }).format(value as unknown as number)
    },
    /** Money without cents: sums, averages. */
    moneyRounded: (value: string | number, currency = organisationCurrency ?? 'EUR') =>
      numbers(locale, {
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
        maximumFractionDigits: 0,
      }).format(value as unknown as number),
    /** €1.2M: for axes. */
    moneyCompact: (value: string | number, currency = organisationCurrency ?? 'EUR') =>
      numbers(locale, {
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
        notation: 'compact',
        maximumFractionDigits: 1,
      }).format(value as unknown as number),

    /** A length of time in minutes: "45 min", "3 hr 20 min", "2 days 4 hr" where a day is `dayMinutes` long. */
    duration(minutes: number, dayMinutes = 1440): string {
      const rounded = Math.round(Math.abs(minutes))
      if (rounded < 60) return unit(rounded, 'minute')
      if (rounded < dayMinutes) {
        const rest = rounded % 60
        return rest === 0 || rounded >= 600
          ? unit(Math.round(rounded / 60), 'hour')
          : `${unit(Math.floor(rounded / 60), 'hour')}${NBSP}${unit(rest, 'minute')}`
      }
      const days = Math.floor(rounded / dayMinutes)
      const hours = Math.round((rounded % dayMinutes) / 60)
      return hours === 0 || days >= 7
        ? unit(Math.round(rounded / dayMinutes), 'day')
        : `${unit(days, 'day')}${NBSP}${unit(hours, 'hour')}`
    },
    /** "12 days" */
    days: (value: number) => unit(value, 'day', 'long'),
    hours: (value: number) => unit(value, 'hour'),

    /** "a, b and c" */
    list: (items: readonly string[]) =>
      new Intl.ListFormat(TAGS[locale], { type: 'conjunction' }).format(items),
    /** "a, b or c" */
    choice: (items: readonly string[]) =>
      new Intl.ListFormat(TAGS[locale], { type: 'disjunction' }).format(items),
  }
}

import type { z } from 'zod'
import { addDays, daysBetween } from './calendar'
import { dateInput, isCalendarDay } from './input'
import { addMonths, firstDayOf, lastDayOf, monthOf, type Period } from './period'
import { one, type Query } from './url-state'

/** How people choose the days that are counted: by name, in the address of a screen, in a question to the API. */

/** Longer than any company's records, short enough that a slip of the finger (0202 for 2026) is told. */
export const MAX_DAYS = 366 * 50

export const periodFields = { from: dateInput, to: dateInput }

type Asked = { from: string; to: string }

/** Refuses days in the wrong order and a slip of the finger. */
export function aPeriod<S extends z.ZodType<Asked>>(schema: S): S {
  return schema
    .refine(({ from, to }) => from <= to, { error: 'from_after_to', path: ['from'] })
    .refine(({ from, to }) => daysBetween(from, to) <= MAX_DAYS, { error: 'range_too_long', path: ['to'] })
}

export const PRESETS = ['thisMonth', 'lastMonth', 'thisQuarter', 'lastQuarter', 'thisYear', 'last12'] as const
export type Preset = (typeof PRESETS)[number]

/** Periods by name; `today` is a day of the organisation. */
export function presetPeriod(preset: Preset, today: string): Period {
  const month = monthOf(today)
  const quarter = firstMonthOfQuarter(month)
  switch (preset) {
    case 'thisMonth':
      return { from: firstDayOf(month), to: today }
    case 'lastMonth': {
      const last = monthOf(addMonths(firstDayOf(month), -1))
      return { from: firstDayOf(last), to: lastDayOf(last) }
    }
    case 'thisQuarter':
      return { from: firstDayOf(quarter), to: today }
    case 'lastQuarter': {
      const from = addMonths(firstDayOf(quarter), -3)
      return { from, to: addDays(firstDayOf(quarter), -1) }
    }
    case 'thisYear':
      return { from: `${today.slice(0, 4)}-01-01`, to: today }
    case 'last12':
      return { from: addDays(addMonths(today, -12), 1), to: today }
  }
}

function firstMonthOfQuarter(month: string): string {
  const index = Number(month.slice(5)) - 1
  return `${month.slice(0, 5)}${String(index - (index % 3) + 1).padStart(2, '0')}`
}

export function presetOf({ from, to }: Period, today: string): Preset | null {
  return (
    PRESETS.find((preset) => {
      const period = presetPeriod(preset, today)
      return period.from === from && period.to === to
    }) ?? null
  )
}

/** The address asked for what does not exist, and this is what was done about it. */
export type Mended = 'none' | 'order' | 'length'

/** Addresses get mangled: what makes no sense is replaced by what a person probably meant, and said. */
export function readPeriod(query: Query, today: string, usual: Preset): Period & { mended: Mended } {
  const asked = { from: one(query, 'from'), to: one(query, 'to') }
  let from = asked.from && isCalendarDay(asked.from) ? asked.from : undefined
  let to = asked.to && isCalendarDay(asked.to) ? asked.to : undefined
  if (from === undefined && to === undefined) ({ from, to } = presetPeriod(usual, today))
  from ??= addDays(addMonths(to ?? today, -12), 1)
  to ??= today < from ? from : today
  let mended: Mended = 'none'
  if (from > to) {
    ;[from, to] = [to, from]
    mended = 'order'
  }
  if (daysBetween(from, to) > MAX_DAYS) {
    from = addDays(to, -MAX_DAYS)
    mended = 'length'
  }
  return { from, to, mended }
}

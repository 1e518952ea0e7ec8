import { z } from 'zod'
import { addDays, daysBetween } from '@/lib/platform/calendar'
import { cursorInput } from '@/lib/platform/cursor'
import {
  dateInput,
  emailInput,
  fromJson,
  idInput,
  line,
  optionalLine,
  timeZoneInput,
  versionInput,
} from '@/lib/platform/input'
import { dayProblem, type Interval } from '@/lib/platform/working-time'
import { plainTime, timeText } from './time-of-day'

/** As the API and the editor name the days of a week, Monday first. */
export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const

const INTERVALS_A_DAY = 6
/** Less than an hour a week would put promises years away. */
const LEAST_MINUTES_A_WEEK = 60
const LONGEST_DAYS = 366

const timeOfDay = z
  .string({ error: 'time_of_day' })
  .trim()
  .regex(/^(?:(?:[01]?\d|2[0-3]):[0-5]\d|24:00)$/, { error: 'time_of_day' })

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number)
  return (hours ?? 0) * 60 + (minutes ?? 0)
}

/** Opening hours of one day in any order; midnight may be written 24:00 or 00:00 as an end. */
export const dayHours = z
  .array(z.strictObject({ from: timeOfDay, to: timeOfDay }), { error: 'wrong_type' })
  .max(INTERVALS_A_DAY, { error: 'too_long' })
  .transform((list) =>
    list
      .map(({ from, to }): Interval => [minutesOf(from), minutesOf(to) || 1440])
      .sort((a, b) => a[0] - b[0]),
  )
  .superRefine((day, context) => {
    const problem = dayProblem(day)
    if (problem) context.addIssue({ code: 'custom', message: problem })
  })

export function hoursJson(day: readonly Interval[]): { from: string; to: string }[] {
  return day.map(([from, to]) => ({ from: timeText(from), to: timeText(to) }))
}

export const weekHours = z
  .strictObject({
    monday: dayHours,
    tuesday: dayHours,
    wednesday: dayHours,
    thursday: dayHours,
    friday: dayHours,
    saturday: dayHours,
    sunday: dayHours,
  })
  .transform((week) => WEEKDAYS.map((day) => week[day]))
  .superRefine((week, context) => {
    const open = week.flat().reduce((sum, [from, to]) => sum + to - from, 0)
    if (open < LEAST_MINUTES_A_WEEK) context.addIssue({ code: 'custom', message: 'empty_week' })
  })

export function weekJson(week: readonly (readonly Interval[])[]) {
  return Object.fromEntries(WEEKDAYS.map((day, index) => [day, hoursJson(week[index] ?? [])]))
}

/** The editor sends a week as JSON in one field. */
const typedWeek = z.preprocess(fromJson, weekHours)

const zone = z.preprocess((value) => (value === '' ? null : value), timeZoneInput.nullable().optional())

export const newCalendar = z.strictObject({
  name: line(80),
  /** empty: the organisation's */
  timeZone: timeZoneInput.nullable().optional(),
  week: weekHours,
})
export type NewCalendar = z.output<typeof newCalendar>
export const newCalendarForm = z.strictObject({ name: line(80), timeZone: zone, week: typedWeek })

/** The organisation's own calendar has the company's name and zone: they are not changed here. */
export const calendarChange = z.strictObject({
  calendarId: idInput,
  /** left out: whatever it is now */
  version: versionInput.optional(),
  name: line(80).optional(),
  timeZone: timeZoneInput.nullable().optional(),
  week: weekHours,
})
export type CalendarChange = z.output<typeof calendarChange>
export const calendarForm = z.strictObject({
  calendarId: idInput,
  version: versionInput,
  name: line(80).optional(),
  timeZone: zone,
  week: typedWeek,
})

export const calendarId = z.strictObject({ calendarId: idInput })

type Days = { from: string; to?: string | null }

/** From one day to another, at most a year. */
function checkDays({ from, to }: Days, context: z.RefinementCtx): void {
  if (!to) return
  if (to < from) context.addIssue({ code: 'custom', path: ['to'], message: 'from_after_to' })
  else if (daysBetween(from, to) >= LONGEST_DAYS) {
    context.addIssue({ code: 'custom', path: ['to'], message: 'too_long' })
  }
}

export function daysOf({ from, to }: Days): string[] {
  return Array.from({ length: daysBetween(from, to ?? from) + 1 }, (_, index) => addDays(from, index))
}

const lastDay = z.preprocess((value) => (value === '' ? null : value), dateInput.nullable().optional())

export const holidayBody = z
  .strictObject({
    name: line(120),
    from: dateInput,
    /** left out: one day */
    to: dateInput.nullable().optional(),
    /** worked all the same; none: closed */
    hours: dayHours.default([]),
  })
  .superRefine(checkDays)
export type NewHolidays = z.output<typeof holidayBody> & { calendarId: number }

/** The form: closed, or open from one time to another. */
export const newHolidaysForm = z
  .strictObject({
    calendarId: idInput,
    name: line(120),
    from: dateInput,
    to: lastDay,
    open: z.enum(['closed', 'open']),
    opens: z.string().optional(),
    closes: z.string().optional(),
  })
  .superRefine(checkDays)
  .transform((form, context) => {
    const { open, opens = '', closes = '', ...rest } = form
    if (open === 'closed') return { ...rest, hours: [] }
    const hours = dayHours.safeParse([{ from: plainTime(opens), to: plainTime(closes) }])
    if (hours.success) return { ...rest, hours: hours.data }
    context.addIssue({
      code: 'custom',
      path: ['opens'],
      message: hours.error.issues[0]?.message ?? 'invalid',
    })
    return z.NEVER
  })

export const holidayQuery = z
  .strictObject({ from: dateInput, to: dateInput.optional() })
  .superRefine(checkDays)

export const holidayDays = z
  .strictObject({ calendarId: idInput, from: dateInput, to: lastDay })
  .superRefine(checkDays)
export type HolidayDays = z.output<typeof holidayDays>

const interval = z.tuple([z.int().min(0).max(1440), z.int().min(0).max(1440)])

/** What a removal answered, to be put back as it was. */
export const restoredHolidays = z.strictObject({
  calendarId: idInput,
  holidays: z
    .array(
      z.strictObject({
        day: dateInput,
        name: line(120),
        hours: z
          .array(interval)
          .max(INTERVALS_A_DAY)
          .refine((day) => dayProblem(day) === null, { error: 'interval' }),
      }),
    )
    .max(LONGEST_DAYS),
})

export const branchChoice = z.strictObject({
  personId: idInput,
  calendarId: z.preprocess((value) => (value === '' ? null : value), idInput.nullable()),
})
export type BranchChoice = z.output<typeof branchChoice>

const absenceFields = {
  from: dateInput,
  /** left out: one day */
  to: lastDay,
  note: optionalLine(200),
}

export const newAbsence = z
  .strictObject({
    /** one of the two; neither: I */
    personId: z.preprocess((value) => (value === '' ? undefined : value), idInput.optional()),
    email: emailInput.optional(),
    ...absenceFields,
  })
  .superRefine(checkDays)
export type NewAbsence = z.output<typeof newAbsence>

/** The API names people by their e-mail. */
export const absenceBody = z
  .strictObject({
    person: emailInput.optional(),
    from: dateInput,
    to: dateInput.nullable().optional(),
    note: optionalLine(200),
  })
  .superRefine(checkDays)

export const absenceCursor = cursorInput(
  z.tuple([z.iso.date().refine((day) => /^[12]/.test(day)), z.int().min(1).max(2_147_483_647)]),
)
export type AbsenceCursor = z.output<typeof absenceCursor>

export const absenceId = z.strictObject({ absenceId: idInput })

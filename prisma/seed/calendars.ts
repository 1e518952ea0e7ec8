import { addAbsence, addHolidays, chooseBranch, createCalendar } from '@/lib/calendars/commands'
import { ORGANISATION_CALENDAR } from '@/lib/calendars/queries'
import { ringDueAlarms } from '@/lib/handoffs/commands/alarms'
import type { Actor } from '@/lib/platform/actor'
import { addDays, dayOf } from '@/lib/platform/calendar'
import { must } from '@/lib/platform/result'
import { type Interval, nextOpening, officeHours, type WorkingHours } from '@/lib/platform/working-time'
import { ORGANISATION } from './company'

type As = (key: string, at: Date) => Actor
type SpecialDay = { day: string; name: string; hours?: Interval[] }

const MORNING: Interval[] = [[540, 720]]

/** Easter Sunday of a year (Meeus, Jones and Butcher). */
function easter(year: number): string {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const month = Math.floor((h + l - 7 * m + 114) / 31)
  const day = ((h + l - 7 * m + 114) % 31) + 1
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** What all of Germany keeps, and the two mornings before the feasts. */
function germanHolidays(year: number): SpecialDay[] {
  const sunday = easter(year)
  return [
    { day: `${year}-01-01`, name: 'Neujahr' },
    { day: addDays(sunday, -2), name: 'Karfreitag' },
    { day: addDays(sunday, 1), name: 'Ostermontag' },
    { day: `${year}-05-01`, name: 'Tag der Arbeit' },
    { day: addDays(sunday, 39), name: 'Christi Himmelfahrt' },
    { day: addDays(sunday, 50), name: 'Pfingstmontag' },
    { day: `${year}-10-03`, name: 'Tag der Deutschen Einheit' },
    { day: `${year}-12-24`, name: 'Heiligabend', hours: MORNING },
    { day: `${year}-12-25`, name: '1. Weihnachtstag' },
    { day: `${year}-12-26`, name: '2. Weihnachtstag' },
    { day: `${year}-12-31`, name: 'Silvester', hours: MORNING },
  ]
}

/** The `nth` given weekday (0 is Sunday) of a month. */
function nthWeekday(year: number, month: number, weekday: number, nth: number): string {
  const first = `${year}-${String(month).padStart(2, '0')}-01`
  const falls = new Date(`${first}T00:00:00Z`).getUTCDay()
  return addDays(first, ((weekday - falls + 7) % 7) + 7 * (nth - 1))
}

function americanHolidays(year: number): SpecialDay[] {
  return [
    { day: `${year}-01-01`, name: 'New Year’s Day' },
    { day: addDays(nthWeekday(year, 6, 1, 1), -7), name: 'Memorial Day' },
    { day: `${year}-07-04`, name: 'Independence Day' },
    { day: nthWeekday(year, 9, 1, 1), name: 'Labor Day' },
    { day: nthWeekday(year, 11, 4, 4), name: 'Thanksgiving' },
    { day: addDays(nthWeekday(year, 11, 4, 4), 1), name: 'Day after Thanksgiving' },
    { day: `${year}-12-25`, name: 'Christmas Day' },
  ]
}

/** When the people of the demo company work: what it is planned by. */
export function companyHours(): WorkingHours {
  const holidays = new Map<string, readonly Interval[]>()
  for (let year = 2020; year < 2050; year++) {
    for (const { day, hours = [] } of germanHolidays(year)) holidays.set(day, hours)
  }
  return { ...officeHours(ORGANISATION.timeZone), holidays }
}

/** The holidays of head office, and an office in New York with its own. */
export async function openCalendars(as: As, start: Date, now: Date): Promise<void> {
  const admin = as('ines', start)
  const weekday: Interval[] = [
    [540, 750],
    [810, 1050],
  ]
  const week = [weekday, weekday, weekday, weekday, [[540, 960] as Interval], [], []]
  const york = must(await createCalendar(admin, { name: 'New York', timeZone: 'America/New_York', week }))
  must(await chooseBranch(admin, { personId: as('lars', start).personId, calendarId: york.id }))
  for (let year = start.getUTCFullYear(); year <= now.getUTCFullYear() + 1; year++) {
    for (const [calendarId, days] of [
      [ORGANISATION_CALENDAR, germanHolidays(year)],
      [york.id, americanHolidays(year)],
    ] as const) {
      for (const { day, name, hours = [] } of days) {
        must(await addHolidays(admin, { calendarId, name, from: day, hours }))
      }
    }
  }
}

/** Who is away around now: one of the reps today. */
export async function enterAbsences(as: As, now: Date): Promise<void> {
  const today = dayOf(now, ORGANISATION.timeZone)
  const entered = new Date(now.getTime() - 20 * 86_400_000)
  const away: [who: string, from: number, to: number, note: string | null][] = [
    ['sofia', -2, 8, 'Holiday'],
    ['miguel', 3, 4, 'Trade show in Lyon'],
    ['claire', 11, 15, null],
    ['jonas', 15, 15, 'Moving house'],
    ['dmitri', 22, 33, 'Отпуск'],
  ]
  for (const [who, from, to, note] of away) {
    must(await addAbsence(as(who, entered), { from: addDays(today, from), to: addDays(today, to), note }))
  }
}

/** Rings what came due while the last weeks' handoffs waited, hour by hour, as the running product would have. */
export async function ringThrough(now: Date): Promise<void> {
  const hours = companyHours()
  const hour = 3_600_000
  for (let at = new Date(now.getTime() - 30 * 24 * hour); at < now; ) {
    at = nextOpening(at, hours)
    if (at > now) break
    await ringDueAlarms(at)
    at = new Date(at.getTime() + hour)
  }
}

import { createTranslator } from 'next-intl'
import { ORGANISATION_CALENDAR, workingHoursOf } from '@/lib/calendars/queries'
import { messagesFor } from '@/lib/i18n/messages'
import { stopUrls, writeLetter } from '@/lib/notices/commands/letters'
import { letterTime, type Wishes } from '@/lib/notices/timing'
import { addDays, dayOf, instantAt } from '@/lib/platform/calendar'
import type { Role, Side } from '@/lib/platform/db/generated/enums'
import { db, sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { publicUrl } from '@/lib/platform/http/public-url'
import { formatter } from '@/lib/platform/i18n/format'
import { must } from '@/lib/platform/result'
import type { WorkingHours } from '@/lib/platform/working-time'
import { type Reader, type Say, weeklyLetter } from './letter'
import { mondayOf, weekBefore } from './measure'
import { weeklyPromises } from './queries'
import { promisesHref } from './search-params'

const EIGHT = 8 * 3_600_000

type Addressee = Wishes & {
  personId: number
  name: string
  locale: 'en' | 'ru'
  roles: Role[]
  headOf: Side[]
}

/**
 * Writes the letters about last week into the outbox: from 8:00 of the week's first working day on, to everybody in
 * marketing and sales who wants one, each exactly once (the key of the letter). What was missed while no job ran is
 * written later in the same week, and not after it. Answers how many were written.
 */
export async function writeWeeklyLetters(at: Date): Promise<number> {
  const hours = await workingHoursOf(db, ORGANISATION_CALENDAR)
  const today = dayOf(at, hours.timeZone)
  const monday = mondayOf(today)
  const first = firstWorkingDay(monday, hours)
  if (first === null || at < instantAt(first, EIGHT, hours.timeZone)) return 0
  const addressees = await withoutLetter(monday)
  if (addressees.length === 0) return 0
  const facts = await weeklyPromises(weekBefore(today), at)
  let written = 0
  for (const addressee of addressees) {
    const { personId, name, locale, roles, headOf, timeZone } = addressee
    const t = createTranslator({ locale, messages: messagesFor(locale), namespace: 'promises' })
    const sides: Side[] = []
    if (roles.includes('sales')) sides.push('sales')
    if (roles.includes('marketer')) sides.push('marketing')
    const reader: Reader = {
      personId,
      name,
      locale,
      sides,
      headOf,
      links: {
        promises: publicUrl(promisesHref(facts)),
        choose: publicUrl('/settings/profile#notices'),
        stop: stopUrls(personId, ['weekly']).page,
      },
    }
    const titles = { sales: t('side.sales'), marketing: t('side.marketing') }
    const format = formatter({ locale, timeZone, now: at })
    const letter = weeklyLetter(t as unknown as Say, titles, format, facts, reader)
    const isNew = await inTransaction((tx) =>
      writeLetter(tx, at, {
        personId,
        kind: 'weekly',
        ...letter,
        key: keyOf(monday, personId),
        sendAt: letterTime('at_once', at, addressee),
      }),
    )
    if (must(isNew)) written++
  }
  return written
}

function keyOf(monday: string, personId: number): string {
  return `weekly ${monday} ${personId}`
}

/** The first day of the week that starts on this Monday on which the company works; null in a week of holidays. */
function firstWorkingDay(monday: string, hours: WorkingHours): string | null {
  for (let index = 0; index < 7; index++) {
    const day = addDays(monday, index)
    const open = hours.holidays.get(day) ?? hours.week[index] ?? []
    if (open.length > 0) return day
  }
  return null
}

/** Who works on a side, wants the letter, and has none of this week. */
async function withoutLetter(monday: string): Promise<Addressee[]> {
  return db.rows<Addressee>(sql`
    select p.id as "personId", p.name, p.locale, p.roles::text[] as roles, p.head_of::text[] as "headOf",
      p.quiet_from as "quietFrom", p.quiet_to as "quietTo", p.digest_at as "digestAt",
      coalesce(p.time_zone, c.time_zone, o.time_zone) as "timeZone"
    from person p cross join organisation o
    left join work_calendar c on c.id = coalesce(p.calendar_id, ${ORGANISATION_CALENDAR})
    left join notice_preference w on w.person_id = p.id and w.kind = 'weekly'
    where p.status = 'active' and p.email is not null and p.roles && array['marketer', 'sales']::role[]
      and coalesce(w.email::text, '') <> 'never'
      and not exists (select from letter where letter.key = 'weekly ' || ${monday}::text || ' ' || p.id)
    order by p.id`)
}

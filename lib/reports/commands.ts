import { createTranslator } from 'next-intl'
import { ORGANISATION_CALENDAR, workingHoursOf } from '@/lib/calendars/queries'
import { messagesFor } from '@/lib/i18n/messages'
import { stopUrls, writeLetter } from '@/lib/notices/commands/letters'
import { letterTime, type Wishes, workdays } from '@/lib/notices/timing'
import { actorForJob } from '@/lib/platform/auth/job'
import { dayOf, instantAt } from '@/lib/platform/calendar'
import { db, sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { publicUrl } from '@/lib/platform/http/public-url'
import { formatter } from '@/lib/platform/i18n/format'
import { must } from '@/lib/platform/result'
import { type Say, type Span, summaryLetter } from './letter'
import { beginningOf, firstWorkingDay, reportedDays } from './letter-days'
import { summary } from './queries'
import { summaryHref } from './search-params'

const EIGHT = 8 * 3_600_000

const KINDS = { week: 'summary_weekly', month: 'summary_monthly' } as const

type Addressee = Wishes & { personId: number; name: string; locale: 'en' | 'ru' }

/**
 * Writes the summaries that people asked for into the outbox: of last week from 8:00 of the week's first working day on,
 * of last month from 8:00 of the month's. To each person once for each week and month (the key of the letter), however
 * often this runs and wherever it breaks off; what was missed while no job ran is written later in the same week or
 * month. Answers how many were written.
 */
export async function writeSummaryLetters(at: Date): Promise<number> {
  return (await writeOf('week', at)) + (await writeOf('month', at))
}

async function writeOf(span: Span, at: Date): Promise<number> {
  const hours = await workingHoursOf(db, ORGANISATION_CALENDAR)
  const { timeZone } = hours
  const today = dayOf(at, timeZone)
  const beginning = beginningOf(span, today)
  const first = firstWorkingDay(beginning, workdays(hours))
  if (first === null || at < instantAt(first, EIGHT, timeZone)) return 0
  const keyStart = `summary ${span} ${beginning} `
  const addressees = await withoutLetter(span, keyStart)
  const [one] = addressees
  // Everybody reads the same numbers: they are counted once.
  const actor = one && (await actorForJob(one.personId, at))
  if (!actor) return 0
  const facts = await summary(actor, reportedDays(span, today))
  let written = 0
  for (const addressee of addressees) {
    const { personId, name, locale } = addressee
    const say = (namespace: 'reports' | 'funnel' | 'common') =>
      createTranslator({ locale, messages: messagesFor(locale), namespace }) as unknown as Say
    const words = { t: say('reports'), funnel: say('funnel'), common: say('common') }
    const format = formatter({ locale, timeZone: addressee.timeZone, now: at, currency: facts.currency })
    const letter = summaryLetter(words, format, facts, {
      name,
      span,
      links: {
        summary: publicUrl(summaryHref(facts)),
        choose: publicUrl('/settings/profile#notices'),
        stop: stopUrls(personId, [KINDS[span]]).page,
      },
    })
    const isNew = await inTransaction((tx) =>
      writeLetter(tx, at, {
        personId,
        kind: KINDS[span],
        ...letter,
        key: `${keyStart}${personId}`,
        sendAt: letterTime('at_once', at, addressee),
      }),
    )
    if (must(isNew)) written++
  }
  return written
}

/** Who asked for it and has none of this week or month. */
async function withoutLetter(span: Span, keyStart: string): Promise<Addressee[]> {
  return db.rows<Addressee>(sql`
    select p.id as "personId", p.name, p.locale, p.quiet_from as "quietFrom", p.quiet_to as "quietTo",
      p.digest_at as "digestAt", coalesce(p.time_zone, c.time_zone, o.time_zone) as "timeZone"
    from notice_preference w join person p on p.id = w.person_id cross join organisation o
    left join work_calendar c on c.id = coalesce(p.calendar_id, ${ORGANISATION_CALENDAR})
    where w.kind = ${KINDS[span]} and w.email <> 'never' and p.status = 'active' and p.email is not null
      and not exists (select from letter where letter.key = ${keyStart}::text || p.id)
    order by p.id`)
}

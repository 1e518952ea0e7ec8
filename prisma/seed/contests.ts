import { ORGANISATION_CALENDAR, workingHoursOf } from '@/lib/calendars/queries'
import { contestRejection, giveContestPosition, ruleOnContest } from '@/lib/handoffs/commands/contest'
import type { Actor } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import {
  addWorkingMinutes,
  isOpenAt,
  type WorkingHours,
  workingMinutesBetween,
} from '@/lib/platform/working-time'

type As = (key: string, at: Date) => Actor
type Rejection = { handoffId: number; marketer: string; decidedAt: Date; code: string }

const DAY = 86_400_000
const HOUR = 3_600_000

/** What marketing says against each reason, and what the heads say then. */
const WORDS: Record<string, { argument: string; overturn: string; uphold: string }> = {
  no_budget: {
    argument:
      'The technical director confirmed the budget for this year in the call of last week; the note is in the history. They asked for a date, not for a discount.',
    overturn: 'I called myself: the budget is there. Ours to work.',
    uphold: 'The budget is for the next year. I would hand it over in January.',
  },
  not_reachable: {
    argument:
      'The contact changed: the new plant manager answered within the hour and asked for the sizing sheet. The number in the record is his mobile.',
    overturn: 'He answers. One more call would have done.',
    uphold: 'We called three times. With the new number we gladly try again.',
  },
  wrong_contact: {
    argument:
      'She left, but her successor is in the buying centre of the record, and he asked for the visit.',
    overturn: 'The successor was in the record on that day.',
    uphold: 'The successor was added after the handoff: sales could not know.',
  },
  outside_territory: {
    argument:
      'They have two plants in our region; the address in the record is only the head office. The offer is for the plant in Kassel.',
    overturn: 'The plant is in our territory, whatever the letterhead says.',
    uphold: 'The contract is signed at the head office, which is not ours.',
  },
  too_early: {
    argument:
      'They asked for the price twice in ten days and downloaded the sizing guide. That is not “too early” by our definition.',
    overturn: 'Two price requests are a need, by the words that we both signed.',
    uphold: 'They said on the phone: next year. I wrote that down.',
  },
  no_need: {
    argument: 'The pump fails every second week; the photo of the log book is attached to the enquiry.',
    overturn: 'A failing pump is a need.',
    uphold: 'They have a service contract until summer and will not look before.',
  },
  duplicate: {
    argument:
      'It is not a duplicate: the other record is the hotel, this one the laundry next door, with its own buyer and its own budget.',
    overturn: 'Two buyers, two budgets: two leads.',
    uphold: 'Both invoices go to the same owner; he wants one partner.',
  },
  not_target: {
    argument: 'Forty rooms are below our usual size, but they are the first of a chain of twelve.',
    overturn: 'A chain of twelve is our customer.',
    uphold: 'Each house buys by itself; forty rooms do not pay for a visit.',
  },
}

/** Two contests that wait for the heads and for an executive, and three that were settled in three ways. */
export async function contestRejections(as: As, now: Date): Promise<void> {
  const office = await workingHoursOf(db, ORGANISATION_CALENDAR)
  const after = (at: Date, minutes: number) => addWorkingMinutes(at, minutes, office)
  const rejections = await db.rows<Rejection>(sql`
    select distinct on (r.code) h.id as "handoffId", split_part(ob.email, '@', 1) as marketer,
      h.decided_at as "decidedAt", r.code
    from handoff h join person ob on ob.id = h.offered_by_id join person d on d.id = h.decided_by_id
    join rejection_reason r on r.id = h.reason_id
    where h.state = 'rejected' and d.email not like 'pavel%' and ob.email not like 'anna%'
      and r.code = any(${Object.keys(WORDS)}::text[])
      and h.decided_at between ${new Date(now.getTime() - 24 * DAY)}::timestamptz
        and ${new Date(now.getTime() - 8 * DAY)}::timestamptz
      and not exists (select from handoff later where later.lead_id = h.lead_id and later.round > h.round)
    order by r.code, h.decided_at desc, h.id limit 5`)
  const open = async ({ handoffId, marketer, code }: Rejection, at: Date) => {
    const words = WORDS[code]
    if (!words) throw new Error(`no words against ${code}`)
    const { id } = must(await contestRejection(as(marketer, at), { handoffId, argument: words.argument }))
    const speak = async (who: 'anna' | 'tomas', opinion: 'uphold' | 'overturn', minutes: number) => {
      const position = { contestId: id, opinion, text: words[opinion] }
      must(await giveContestPosition(as(who, after(at, minutes)), position))
    }
    return { id, speak }
  }
  const [agreed, upheld, ruled, differ, fresh] = rejections
  if (agreed) {
    const { speak } = await open(agreed, after(agreed.decidedAt, 400))
    await speak('tomas', 'overturn', 200)
    await speak('anna', 'overturn', 260)
  }
  if (upheld) {
    const { speak } = await open(upheld, after(upheld.decidedAt, 500))
    await speak('anna', 'uphold', 90)
    await speak('tomas', 'uphold', 300)
  }
  if (ruled) {
    const opened = after(ruled.decidedAt, 200)
    const { id, speak } = await open(ruled, opened)
    await speak('anna', 'overturn', 60)
    await speak('tomas', 'uphold', 400)
    const ruling =
      'Both have a point. By the definition that you signed sales should have taken it; the next one should say so.'
    must(
      await ruleOnContest(as('helena', after(opened, 900)), { contestId: id, outcome: 'overturn', ruling }),
    )
  }
  if (differ) {
    const { speak } = await open(differ, workedBefore(now, 420, office))
    await speak('anna', 'overturn', 60)
    await speak('tomas', 'uphold', 150)
  }
  if (fresh) await open(fresh, workedBefore(now, 100, office))
}

/** A moment at work since which the company has worked so many minutes. */
function workedBefore(now: Date, minutes: number, office: WorkingHours): Date {
  for (let at = now.getTime(); ; at -= HOUR / 4) {
    const moment = new Date(at)
    if (isOpenAt(moment, office) && workingMinutesBetween(moment, now, office) >= minutes) return moment
  }
}

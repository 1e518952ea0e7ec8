import { contestRejection, giveContestPosition, ruleOnContest } from '@/lib/handoffs/commands/contest'
import type { Actor } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'

type As = (key: string, at: Date) => Actor
type Rejection = { handoffId: number; marketer: string; decidedAt: Date }

const DAY = 86_400_000

const ARGUMENTS = [
  'The technical director confirmed the budget for this year in the call of last week; the note is in the history. They asked for a date, not for a discount.',
  'The contact changed: the new plant manager answered within the hour and asked for the sizing sheet. The number in the record is his mobile.',
  'They have two plants in our region; the address in the record is only the head office. The offer is for the plant in Kassel.',
  'The lead asked for the price twice in ten days and downloaded the sizing guide. That is not “too early” by our definition.',
  'It is not a duplicate: the other record is the hotel, this one the laundry next door, with its own buyer and its own budget.',
]

/** Two contests that wait for the heads and for an executive, and three that were settled in three ways. */
export async function contestRejections(as: As, now: Date): Promise<void> {
  const rejections = await db.rows<Rejection>(sql`
    select h.id as "handoffId", split_part(ob.email, '@', 1) as marketer, h.decided_at as "decidedAt"
    from handoff h join person ob on ob.id = h.offered_by_id join person d on d.id = h.decided_by_id
    where h.state = 'rejected' and d.email not like 'pavel%' and ob.email not like 'anna%'
      and h.decided_at between ${new Date(now.getTime() - 24 * DAY)} and ${new Date(now.getTime() - 8 * DAY)}
      and not exists (select from handoff later where later.lead_id = h.lead_id and later.round > h.round)
    order by h.decided_at, h.id limit 5`)
  const contest = async ({ handoffId, marketer, decidedAt }: Rejection, index: number, at?: Date) => {
    const argument = ARGUMENTS[index] ?? ''
    const opened = at ?? new Date(decidedAt.getTime() + DAY)
    return { id: must(await contestRejection(as(marketer, opened), { handoffId, argument })).id, opened }
  }
  const speak = async (
    who: 'anna' | 'tomas',
    contestId: number,
    at: Date,
    opinion: 'uphold' | 'overturn',
    text: string,
  ) => {
    const { outcome } = must(await giveContestPosition(as(who, at), { contestId, opinion, text }))
    return outcome
  }
  const [agreed, upheld, overturned, differ, open] = rejections
  if (agreed) {
    const { id, opened } = await contest(agreed, 0)
    await speak(
      'tomas',
      id,
      hours(opened, 3),
      'overturn',
      'I called myself: the budget is there. Ours to work.',
    )
    await speak(
      'anna',
      id,
      hours(opened, 5),
      'overturn',
      'Agreed. We hand it off again with the note on top.',
    )
  }
  if (upheld) {
    const { id, opened } = await contest(upheld, 1)
    await speak(
      'anna',
      id,
      hours(opened, 2),
      'uphold',
      'The mobile was added after the handoff: sales could not know.',
    )
    await speak(
      'tomas',
      id,
      hours(opened, 4),
      'uphold',
      'We called three times. With the new number we gladly try again.',
    )
  }
  if (overturned) {
    const { id, opened } = await contest(overturned, 2)
    await speak(
      'anna',
      id,
      hours(opened, 1),
      'overturn',
      'The plant is in our territory, whatever the letterhead says.',
    )
    await speak(
      'tomas',
      id,
      hours(opened, 6),
      'uphold',
      'The contract is signed at the head office, which is not ours.',
    )
    must(
      await ruleOnContest(as('helena', hours(opened, 24)), {
        contestId: id,
        outcome: 'overturn',
        ruling:
          'What counts is where the plant stands. Sales takes such leads; the definition should say so.',
      }),
    )
  }
  const yesterday = new Date(now.getTime() - DAY)
  if (differ) {
    const { id } = await contest(differ, 3, yesterday)
    await speak(
      'anna',
      id,
      hours(yesterday, 1),
      'overturn',
      'Two price requests are a need, by the words that we both signed.',
    )
    await speak(
      'tomas',
      id,
      hours(yesterday, 2),
      'uphold',
      'They said on the phone: next year. I wrote that down.',
    )
  }
  if (open) await contest(open, 4, hours(now, -3))
}

function hours(at: Date, count: number): Date {
  return new Date(at.getTime() + count * 3_600_000)
}

import { carryDecision, noteDecision, settleDecision } from '@/lib/meetings/commands/decisions'
import { closeMeeting, openMeeting } from '@/lib/meetings/commands/meetings'
import { newDecision } from '@/lib/meetings/schema'
import type { Actor } from '@/lib/platform/actor'
import { addDays, dayOf, instantAt } from '@/lib/platform/calendar'
import { must } from '@/lib/platform/result'
import { mondayOf } from '@/lib/promises/measure'
import { ORGANISATION } from './company'

type As = (key: string, at: Date) => Actor
type Planned = {
  topic: 'promises' | 'rejections' | 'changes' | 'nurture' | 'open' | 'other'
  text: string
  owner: string
  /** days after the meeting */
  due: number
  /** what became of it, so many days after the meeting */
  end?: { state: 'done' | 'dropped'; after: number; by?: string; outcome?: string }
  /** given so many days by the meeting after */
  carried?: number
}

/** Of the last three Mondays, the oldest first: some is done, some open, some overdue. */
const MEETINGS: { chair: string; decisions: Planned[] }[] = [
  {
    chair: 'anna',
    decisions: [
      {
        topic: 'promises',
        text: 'Everybody in sales looks at the open queue before noon and before leaving; Tomáš at four o’clock for those who are out.',
        owner: 'tomas',
        due: 4,
        end: {
          state: 'done',
          after: 4,
          outcome: 'Agreed with all five; the board at the coffee machine is gone.',
        },
      },
      {
        topic: 'rejections',
        text: 'Ask for this year’s budget in the qualification call, and write down who said so.',
        owner: 'miguel',
        due: 7,
        end: { state: 'done', after: 6 },
      },
      {
        topic: 'nurture',
        text: 'Call those whom nobody has touched for a year, or let them go.',
        owner: 'olga',
        due: 7,
        carried: 10,
      },
      {
        topic: 'other',
        text: 'Print the sizing sheet in Polish for the fair.',
        owner: 'jonas',
        due: 5,
        end: { state: 'dropped', after: 7, by: 'anna', outcome: 'The fair asked for English only.' },
      },
    ],
  },
  {
    chair: 'tomas',
    decisions: [
      {
        topic: 'open',
        text: 'Questions of sales are answered on the day on which they are asked; Anna covers for who is away.',
        owner: 'anna',
        due: 3,
        end: { state: 'done', after: 3 },
      },
      {
        topic: 'changes',
        text: 'Find out which advert of paid search brought the rejected ones, and stop it.',
        owner: 'jonas',
        due: 4,
      },
    ],
  },
  {
    chair: 'helena',
    decisions: [
      {
        topic: 'promises',
        text: 'Lars hands over what he cannot decide within the day.',
        owner: 'lars',
        due: 21,
      },
      {
        topic: 'rejections',
        text: 'Both heads read the ten last rejections for “no need” together and say what we learn.',
        owner: 'tomas',
        due: 14,
      },
      {
        topic: 'nurture',
        text: 'Write a plan of touches for hotels that wait for the season.',
        owner: 'olga',
        due: 24,
      },
    ],
  },
]

/** The last three Monday meetings, through the real commands: opened, decided in, closed. */
export async function holdMeetings(as: As, now: Date): Promise<void> {
  const { timeZone } = ORGANISATION
  const today = dayOf(now, timeZone)
  // the last Monday that is over
  const last = mondayOf(addDays(today, -1))
  const clock = (day: string, hour: number) => instantAt(day, hour * 3_600_000, timeZone)
  const ends: { id: number; planned: Planned; day: string }[] = []
  let carried: { id: number; days: number }[] = []
  for (const [index, { chair, decisions }] of MEETINGS.entries()) {
    const day = addDays(last, -7 * (MEETINGS.length - 1 - index))
    await endUntil(as, ends, clock(day, 9))
    const { id } = must(await openMeeting(as(chair, clock(day, 9.5))))
    for (const { id: decisionId, days } of carried) {
      const dueOn = addDays(day, days)
      must(await carryDecision(as(chair, clock(day, 9.6)), { decisionId, dueOn }))
    }
    carried = []
    for (const planned of decisions) {
      const by = as(chair, clock(day, 9.75))
      const noted = must(
        await noteDecision(
          by,
          newDecision.parse({
            meetingId: id,
            topic: planned.topic,
            text: planned.text,
            owner: as(planned.owner, now).personId,
            dueOn: addDays(day, planned.due),
          }),
        ),
      )
      if (planned.end) ends.push({ id: noted.id, planned, day })
      if (planned.carried) carried.push({ id: noted.id, days: planned.carried })
    }
    must(await closeMeeting(as(chair, clock(day, 10.25)), { meetingId: id }))
  }
  await endUntil(as, ends, now)
}

/** What was done, or dropped, by this moment. */
async function endUntil(
  as: As,
  ends: { id: number; planned: Planned; day: string }[],
  until: Date,
): Promise<void> {
  // emptied first: what is still to come is put back
  for (const one of ends.splice(0)) {
    const { end, owner } = one.planned
    if (!end) continue
    const at = instantAt(addDays(one.day, end.after), 8.75 * 3_600_000, ORGANISATION.timeZone)
    if (at > until) {
      ends.push(one)
      continue
    }
    must(
      await settleDecision(as(end.by ?? owner, at), {
        decisionId: one.id,
        state: end.state,
        outcome: end.outcome,
      }),
    )
  }
}

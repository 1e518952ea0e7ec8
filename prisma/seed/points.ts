import { setPointWeights } from '@/lib/performance/commands'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { must } from '@/lib/platform/result'
import { ORGANISATION } from './company'

const DAY = 86_400_000

/** What the heads give points for: since a year, and otherwise since this spring. */
export async function setPoints(as: (key: string, at: Date) => Actor, now: Date): Promise<void> {
  const set = async (
    head: 'anna' | 'tomas',
    daysAgo: number,
    weights: Record<string, number>,
    note: string,
  ) => {
    const at = new Date(now.getTime() - daysAgo * DAY)
    const side = head === 'anna' ? 'marketing' : 'sales'
    const inForceFrom = dayOf(at, ORGANISATION.timeZone)
    must(await setPointWeights(as(head, at), { side, inForceFrom, weights, note }))
  }
  await set(
    'anna',
    400,
    { acceptedHot: 3, acceptedWarm: 1, wonHot: 10, wonWarm: 10, 'rejected:wrong_contact': -2 },
    'What sales takes counts, and what it wins counts more. A wrong contact costs.',
  )
  await set(
    'anna',
    120,
    {
      acceptedHot: 3,
      acceptedWarm: 2,
      wonHot: 10,
      wonWarm: 12,
      answerInTime: 1,
      answerLate: -1,
      'rejected:wrong_contact': -3,
      'rejected:not_reachable': -1,
      'rejected:no_need': -1,
    },
    'We promised answers in time when we signed the second definition: they count from now on. Warm leads that are won are worth more than hot ones, because somebody kept them warm.',
  )
  await set(
    'tomas',
    380,
    { verdictInTime: 1, verdictLate: -2, acceptedHot: 1, won: 10, overturned: -3 },
    'A verdict in time is what we owe. A rejection that does not stand costs more than a late one.',
  )
}

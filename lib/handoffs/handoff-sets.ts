import type { Grade, Side } from '@/lib/platform/db/generated/enums'

/** Named sets of handoffs behind the numbers that count rounds and not leads. */
export const HANDOFF_SETS = [
  'decided', // accepted or rejected in the period
  'accepted', // accepted in the period
  'rejected', // rejected in the period
  'timed', // decided in the period, with a known response time
  'settled', // decided in time or fallen due in the period, whichever came first
  'inTime', // of these, decided in time
  'broken', // of these, not decided in time
  'contested', // rejected in the period, and contested by now
  'overturned', // of these, overturned by now
  'standing', // rejected in the period, and not overturned
  'againstMarketing', // of these, for a reason that counts against marketing
  'won', // accepted in the period, and the lead won since then (by the last round that was accepted)
  'atWork', // accepted in the period, and the lead neither won, lost nor given back by now
  'wonIn', // the lead was won in the period, by the last round that was accepted, whenever that was
  'overridden', // decided in the period, at another grade than the answers said
  'overriddenUp', // of these, at a hotter one
  'overriddenDown', // of these, at a colder one
  'overrideRight', // of these, those that sales agreed with: hotter and accepted, colder and rejected
  'asked', // sales asked a question in the period
  'answerSettled', // asked in the period, and answered or fallen due by now
  'answerInTime', // of these, answered in time
  'answerBroken', // of these, not answered in time
  'offered', // handed off in the period
  'complete', // of these, with every field that the definition asks for
  'ready', // of these, sales-ready by the definition
  'pending', // now: a verdict is owed
  'overdue', // now: of these, past their due time
  'waiting', // now: an answer is owed
  'waitingLate', // now: of these, past its due time
  'returned', // now: rejected, and marketing has not looked at it
  'returnedLate', // now: of these, for longer than a working day
] as const
export type HandoffSet = (typeof HANDOFF_SETS)[number]

/** What is counted as it is now, whatever the period. */
const NOW: readonly HandoffSet[] = [
  'pending',
  'overdue',
  'waiting',
  'waitingLate',
  'returned',
  'returnedLate',
]

export function isAboutNow(set: HandoffSet): boolean {
  return NOW.includes(set)
}

/** Whose row a handoff counts in: a person's of this side; null is the open queue. */
export type SetOwner = { side: Side; personId: number | null }

/** Which of a set; null stands for those that have none. */
export type HandoffFilters = {
  reasonId?: number
  channelId?: number | null
  campaignId?: number | null
  /** who handed it off */
  marketerId?: number
  /** who decided it */
  repId?: number
  /** the grade at which it was handed off */
  grade?: Grade | null
  /** what the answers said then */
  computedGrade?: Grade | null
  /** the version of the sales-ready definition that judged it */
  version?: number
  owner?: SetOwner
}

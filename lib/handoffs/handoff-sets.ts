import type { Side } from '@/lib/platform/db/generated/enums'

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

import { addWorkingMinutes, WORKING_DAY_MINUTES, workingMinutesBetween } from '@/lib/platform/calendar'

/** What each side owes the other, in working time: sales its verdict, marketing its answer to a question. */
export const VERDICT_WITHIN_MINUTES = WORKING_DAY_MINUTES
export const ANSWER_WITHIN_MINUTES = WORKING_DAY_MINUTES

export type Clock = {
  state: 'pending' | 'accepted' | 'rejected'
  dueAt: Date
  askedAt: Date | null
  answeredAt: Date | null
}

export function verdictDue(offeredAt: Date, timeZone: string): Date {
  return addWorkingMinutes(offeredAt, VERDICT_WITHIN_MINUTES, timeZone)
}

export function answerDue(askedAt: Date, timeZone: string): Date {
  return addWorkingMinutes(askedAt, ANSWER_WITHIN_MINUTES, timeZone)
}

/** The working time that sales had left when it asked starts to run again with the answer. */
export function dueAfterAnswer(
  handoff: { dueAt: Date; askedAt: Date },
  answeredAt: Date,
  timeZone: string,
): Date {
  const left = workingMinutesBetween(handoff.askedAt, handoff.dueAt, timeZone)
  if (left <= 0) return handoff.dueAt // asked when it was overdue already: a question excuses nothing
  const due = addWorkingMinutes(answeredAt, left, timeZone)
  return due < handoff.dueAt ? handoff.dueAt : due
}

/** Sales waits for an answer: its clock stands still. */
export function isPaused(handoff: Clock): boolean {
  return handoff.state === 'pending' && handoff.askedAt !== null && handoff.answeredAt === null
}

/** Follows from the time alone, never from a job having run. */
export function isOverdue(handoff: Clock, at: Date): boolean {
  return handoff.state === 'pending' && !isPaused(handoff) && handoff.dueAt < at
}

/** Whole working minutes from the offer to the verdict, less those that sales waited for an answer. */
export function responseMinutes(
  handoff: { offeredAt: Date; askedAt: Date | null; answeredAt: Date | null },
  decidedAt: Date,
  timeZone: string,
): number {
  const whole = workingMinutesBetween(handoff.offeredAt, decidedAt, timeZone)
  if (!handoff.askedAt) return Math.round(whole)
  return Math.round(whole - workingMinutesBetween(handoff.askedAt, handoff.answeredAt ?? decidedAt, timeZone))
}

import type { DefinitionTerms } from '@/lib/agreements/definition'
import type { Grade } from '@/lib/platform/db/generated/enums'
import { addWorkingMinutes, type WorkingHours, workingMinutesBetween } from '@/lib/platform/working-time'

/**
 * What each side owes the other, in the working time of the handoff's calendar: sales its verdict, marketing its answer to
 * a question. Each due time is computed once, when its clock starts; a calendar that changes afterwards moves none.
 */
export type Clock = {
  state: 'pending' | 'accepted' | 'rejected'
  dueAt: Date
  askedAt: Date | null
  answeredAt: Date | null
}

/** The working minutes that sales has; a lead without a grade counts as cold. */
export function verdictWithin(grade: Grade | null, terms: DefinitionTerms): number {
  return terms.sales.verdictWithin[grade ?? 'cold']
}

export function verdictDue(
  offeredAt: Date,
  grade: Grade | null,
  terms: DefinitionTerms,
  hours: WorkingHours,
): Date {
  return addWorkingMinutes(offeredAt, verdictWithin(grade, terms), hours)
}

export function answerDue(askedAt: Date, terms: DefinitionTerms, hours: WorkingHours): Date {
  return addWorkingMinutes(askedAt, terms.marketing.answerWithin, hours)
}

/** The working time that sales had left when it asked starts to run again with the answer. */
export function dueAfterAnswer(
  handoff: { dueAt: Date; askedAt: Date },
  answeredAt: Date,
  hours: WorkingHours,
): Date {
  const left = workingMinutesBetween(handoff.askedAt, handoff.dueAt, hours)
  if (left <= 0) return handoff.dueAt // asked when it was overdue already: a question excuses nothing
  const due = addWorkingMinutes(answeredAt, left, hours)
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
  hours: WorkingHours,
): number {
  const whole = workingMinutesBetween(handoff.offeredAt, decidedAt, hours)
  if (!handoff.askedAt) return Math.round(whole)
  return Math.round(whole - workingMinutesBetween(handoff.askedAt, handoff.answeredAt ?? decidedAt, hours))
}

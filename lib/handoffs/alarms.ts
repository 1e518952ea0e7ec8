import type { DefinitionTerms } from '@/lib/agreements/definition'
import type { Grade, HandoffAlarm, HandoffState } from '@/lib/platform/db/generated/enums'
import {
  addWorkingMinutes,
  nextOpening,
  type WorkingHours,
  workingMinutesBetween,
} from '@/lib/platform/working-time'
import { verdictWithin } from './clock'

/**
 * The reminders and escalations of a handoff, as the definition says that it was offered under. One clock runs at a time,
 * sales' or (while a question waits) marketing's, and one alarm of it is set: the next. Whatever rings, rings inside
 * opening hours.
 */
type Waiting = {
  state: HandoffState
  grade: Grade | null
  offeredAt: Date
  dueAt: Date
  askedAt: Date | null
  answerDueAt: Date | null
  answeredAt: Date | null
}

export type Alarm = { alarm: HandoffAlarm; at: Date }

/** Every alarm of the clock that runs, in order; none for a handoff that is decided. */
export function alarmsOf(handoff: Waiting, terms: DefinitionTerms, hours: WorkingHours): Alarm[] {
  if (handoff.state !== 'pending') return []
  const { askedAt, answerDueAt, answeredAt } = handoff
  const alarms =
    askedAt && answerDueAt && !answeredAt
      ? answerAlarms(askedAt, answerDueAt, terms, hours)
      : verdictAlarms(handoff, terms, hours)
  return alarms.map(({ alarm, at }) => ({ alarm, at: nextOpening(at, hours) }))
}

function verdictAlarms(handoff: Waiting, terms: DefinitionTerms, hours: WorkingHours): Alarm[] {
  const { atHalf, atDue, headAfter, openQueueAfter } = terms.escalation
  const { dueAt, answeredAt } = handoff
  const alarms: Alarm[] = []
  // After an answer what was left runs on: half of the whole time may have passed before the question.
  const from = answeredAt ?? handoff.offeredAt
  const left = workingMinutesBetween(from, dueAt, hours)
  const half = (answeredAt ? verdictWithin(handoff.grade, terms) : left) / 2
  if (atHalf && left > half) {
    alarms.push({ alarm: 'verdict_half', at: addWorkingMinutes(from, left - half, hours) })
  }
  if (atDue) alarms.push({ alarm: 'verdict_due', at: dueAt })
  if (headAfter !== null) {
    alarms.push({ alarm: 'verdict_head', at: addWorkingMinutes(dueAt, headAfter, hours) })
  }
  if (openQueueAfter !== null) {
    alarms.push({ alarm: 'verdict_expired', at: addWorkingMinutes(dueAt, openQueueAfter, hours) })
  }
  // The head may be told after the handoff went back: by time, and where times are equal in the order above.
  return alarms.sort((a, b) => a.at.getTime() - b.at.getTime())
}

function answerAlarms(
  askedAt: Date,
  answerDueAt: Date,
  terms: DefinitionTerms,
  hours: WorkingHours,
): Alarm[] {
  const { atHalf, atDue, headAfter } = terms.escalation
  const alarms: Alarm[] = []
  const half = workingMinutesBetween(askedAt, answerDueAt, hours) / 2
  if (atHalf && half > 0) {
    alarms.push({ alarm: 'answer_half', at: addWorkingMinutes(askedAt, half, hours) })
  }
  if (atDue) alarms.push({ alarm: 'answer_due', at: answerDueAt })
  if (headAfter !== null) {
    alarms.push({ alarm: 'answer_head', at: addWorkingMinutes(answerDueAt, headAfter, hours) })
  }
  return alarms
}

/** The first alarm of a clock that starts: what had rung, or should have, by `after` does not ring again. */
export function firstAlarm(
  handoff: Waiting,
  terms: DefinitionTerms,
  hours: WorkingHours,
  after: Date,
): Alarm | null {
  return alarmsOf(handoff, terms, hours).find(({ at }) => at > after) ?? null
}

/** The alarm after one that rang. */
export function nextAlarm(
  handoff: Waiting,
  terms: DefinitionTerms,
  hours: WorkingHours,
  rang: HandoffAlarm,
): Alarm | null {
  const alarms = alarmsOf(handoff, terms, hours)
  const index = alarms.findIndex(({ alarm }) => alarm === rang)
  return index < 0 ? null : (alarms[index + 1] ?? null)
}

/**
 * After an outage several alarms of one handoff are due at once. They ring in order, without those that a later one makes
 * pointless: "half of your time is gone" when it is all gone, and a reminder to a rep from whom the handoff is taken in
 * the same minute (its notice says the same, to the head as well).
 */
export function hasLostMeaning(alarm: HandoffAlarm, dueNow: readonly HandoffAlarm[]): boolean {
  switch (alarm) {
    case 'verdict_half':
      return dueNow.some((other) => other !== 'verdict_half')
    case 'verdict_due':
    case 'verdict_head':
      return dueNow.includes('verdict_expired')
    case 'answer_half':
      return dueNow.some((other) => other !== 'answer_half')
    default:
      return false
  }
}

/** Who owes the verdict or the answer; `present`: not entered as absent today. */
export type Owing = { id: number; present: boolean }

/**
 * Who is told. Reminders go to whoever owes; when that is nobody (it is offered to everyone, or the person has left) or
 * somebody who is away, the heads of the side are told when the time is up, and not once more shortly after: to remind a
 * whole department of what one of them will take would teach it not to listen. What is taken from a rep is told to the rep
 * and to the heads.
 */
export function toldBy(alarm: HandoffAlarm, owing: Owing | null, heads: readonly number[]): number[] {
  switch (alarm) {
    case 'verdict_half':
    case 'answer_half':
      return owing?.present ? [owing.id] : []
    case 'verdict_due':
    case 'answer_due':
      return owing?.present ? [owing.id] : [...heads]
    case 'verdict_head':
    case 'answer_head':
      return owing?.present ? [...heads] : []
    case 'verdict_expired':
      return owing ? [owing.id, ...heads] : [...heads]
  }
}

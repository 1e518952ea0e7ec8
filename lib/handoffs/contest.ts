import { addDays, dayOf, endOfDay } from '@/lib/platform/calendar'
import type { ContestOpinion, Side } from '@/lib/platform/db/generated/enums'
import { addWorkingMinutes, WORKING_DAY_MINUTES, type WorkingHours } from '@/lib/platform/working-time'

/**
 * A rejection that marketing contests, once: the heads of both sides each say what they think, and where they differ, a
 * side has no head, or a head does not answer in time, an executive settles it. All of it in writing.
 */

/** Days after the day of a rejection on which it can still be contested. */
export const CONTEST_WITHIN_DAYS = 30

/** Working time in which the heads owe their positions, and after that an executive the ruling. */
export const POSITIONS_WITHIN_MINUTES = 2 * WORKING_DAY_MINUTES
export const RULING_WITHIN_MINUTES = 2 * WORKING_DAY_MINUTES

/** Working time in which a marketer looks at a rejection: puts it aside, works the lead again, or contests it. */
const LOOK_WITHIN_MINUTES = WORKING_DAY_MINUTES

const SIDES = ['marketing', 'sales'] as const satisfies readonly Side[]

/** Ids of the active heads of each side. */
export type Heads = Record<Side, readonly number[]>

export type ContestFacts = {
  /** when the heads owe their positions; once it is an executive's, when the ruling is owed */
  dueAt: Date
  escalatedAt: Date | null
  settledAt: Date | null
  positions: readonly { side: Side; personId: number; opinion: ContestOpinion }[]
}

export type Standing = {
  /** whose move it is */
  phase: 'heads' | 'executive' | 'settled'
  /** sides that have a head who can still give a position */
  owes: Side[]
  dueAt: Date
  overdue: boolean
}

/** The first instant at which a rejection can no longer be contested. */
export function contestableUntil(decidedAt: Date, timeZone: string): Date {
  return endOfDay(addDays(dayOf(decidedAt, timeZone), CONTEST_WITHIN_DAYS), timeZone)
}

/** When the marketer should have looked at a rejection. */
export function lookDue(decidedAt: Date, hours: WorkingHours): Date {
  return addWorkingMinutes(decidedAt, LOOK_WITHIN_MINUTES, hours)
}

/** Rejections decided before this instant should have been looked at by now. */
export function lookedAtBy(at: Date, hours: WorkingHours): Date {
  // The inverse of lookDue, which only grows: half the interval until a second is left.
  let early = at.getTime() - 366 * 86_400_000
  let late = at.getTime()
  while (late - early > 1000) {
    const middle = Math.floor((early + late) / 2)
    if (lookDue(new Date(middle), hours) < at) early = middle
    else late = middle
  }
  return new Date(late)
}

/** Who has spoken for one side does not speak for the other: a person who heads both gives one position. */
export function speaksFor(side: Side, personId: number, positions: ContestFacts['positions']): boolean {
  return !positions.some((given) => given.side === side || given.personId === personId)
}

function owedBy(positions: ContestFacts['positions'], heads: Heads): Side[] {
  return SIDES.filter((side) => heads[side].some((head) => speaksFor(side, head, positions)))
}

/** Whose move it is follows from the time and from who heads what, never from a job having run. */
export function standingOf(contest: ContestFacts, heads: Heads, at: Date, hours: WorkingHours): Standing {
  const { dueAt, positions } = contest
  if (contest.settledAt) return { phase: 'settled', owes: [], dueAt, overdue: false }
  const owes = owedBy(positions, heads)
  if (contest.escalatedAt) return { phase: 'executive', owes, dueAt, overdue: dueAt < at }
  if (owes.length > 0 && at < dueAt) return { phase: 'heads', owes, dueAt, overdue: false }
  const rulingDue = addWorkingMinutes(dueAt < at ? dueAt : at, RULING_WITHIN_MINUTES, hours)
  return { phase: 'executive', owes, dueAt: rulingDue, overdue: rulingDue < at }
}

/** What the heads have agreed on; null while one is silent or they differ. */
export function agreementOf(positions: ContestFacts['positions']): ContestOpinion | null {
  const [one, other] = positions
  return one && other && one.opinion === other.opinion ? one.opinion : null
}

type Involved = {
  openedById: number
  decidedById: number | null
  positions: ContestFacts['positions']
}

/** Who contested, rejected or took a position has spoken already, and rules only where no other executive could. */
export function mayRule(contest: Involved, personId: number, executives: readonly number[]): boolean {
  const isParty = (id: number) =>
    id === contest.openedById ||
    id === contest.decidedById ||
    contest.positions.some((position) => position.personId === id)
  if (!executives.includes(personId)) return false
  return !isParty(personId) || executives.every(isParty)
}

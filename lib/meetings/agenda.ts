import type { KpiId } from '@/lib/funnel/metrics'
import { addDays, daysBetween } from '@/lib/platform/calendar'
import type { Side } from '@/lib/platform/db/generated/enums'
import { AgendaTopic } from '@/lib/platform/db/generated/enums'
import { type Period, previousPeriod } from '@/lib/platform/period'
import type { ReasonRow } from '@/lib/promises/measure'
import type { Progress } from '@/lib/targets/progress'
import type { Changes } from './changes'

/** What decisions stand under, in the order of the meeting. */
export const TOPICS = Object.values(AgendaTopic)
export type Topic = AgendaTopic

/** Promises of one side that fell due, and those of them that were broken. */
type Kept = { due: number; broken: number }

export type Person = Kept & { side: Side; personId: number | null; name: string | null }

/** The agenda as data: counted while the meeting goes on, kept as it was when it is closed. */
export type Agenda = {
  /** what happened is of these days: since the meeting before */
  period: Period
  /** what changed is judged over these */
  compared: { now: Period; before: Period }
  promises: Record<Side, Kept> & {
    people: Person[]
    /** complete records among those handed off, and the share that was promised (0: none) */
    complete: { count: number; base: number; promised: number }
    /** sales-ready handoffs, and how many were promised for these days; null: none */
    ready: { count: number; promised: number | null }
  }
  rejections: {
    decided: number
    rejected: number
    reasons: ReasonRow[]
  }
  changes: Changes
  /** targets in force for the month, quarter and year of the last day, and what came of them so far */
  plan: Planned[]
  nurture: Aged & { before: Aged | null }
  open: {
    waiting: number
    waitingLate: number
    pending: number
    overdue: number
    returned: number
    returnedLate: number
    contests: number
    /** the oldest of them */
    contested: { id: number; leadName: string; openedAt: string }[]
  }
}

export type Planned = {
  kpi: KpiId
  /** as targets name it: 2026-11, 2026-Q4, 2026 */
  period: string
  target: number | string
  fact: number | string | null
  progress: Progress
  /** the period is over */
  ended: boolean
}

/** Leads in nurture that nobody has touched for so many months. */
export type Aged = { forgotten6: number; forgotten12: number }

/** The first meeting looks at a week. */
const USUAL_DAYS = 7
/** Long enough for a share to mean something, short enough that last month's doing shows. */
const COMPARED_DAYS = 28

/**
 * The whole days since the meeting before, up to yesterday: no day is told twice and none is left out. A second meeting
 * on the same day looks at yesterday again.
 */
export function agendaPeriod(heldOn: string, lastTo: string | null): Period {
  const to = addDays(heldOn, -1)
  if (lastTo === null) return { from: addDays(to, 1 - USUAL_DAYS), to }
  return { from: lastTo < to ? addDays(lastTo, 1) : to, to }
}

/** Four weeks to the end of the agenda's days, and the four before; more when the meeting before was longer ago. */
export function comparedPeriods({ from, to }: Period): { now: Period; before: Period } {
  const days = Math.max(COMPARED_DAYS, daysBetween(from, to) + 1)
  const now = { from: addDays(to, 1 - days), to }
  return { now, before: previousPeriod(now) }
}

/** Heads and executives read who kept and who broke what, the others both sides and their own row. */
export function agendaFor(agenda: Agenda, reader: { personId: number; seesEachPerson: boolean }): Agenda {
  if (reader.seesEachPerson) return agenda
  const people = agenda.promises.people.filter(({ personId }) => personId === reader.personId)
  return { ...agenda, promises: { ...agenda.promises, people } }
}

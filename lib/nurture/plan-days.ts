import { addDays, dayOf, startOfDay } from '@/lib/platform/calendar'
import { nextOpening, type WorkingHours } from '@/lib/platform/working-time'
import type { PlanStep } from './schema'

export type DatedStep = { position: number; kind: PlanStep['kind']; text: string; dueOn: string }

/** The day itself when somebody works on it, else the next on which somebody does. */
export function workingDayFrom(day: string, hours: WorkingHours): string {
  return dayOf(nextOpening(startOfDay(day, hours.timeZone), hours), hours.timeZone)
}

/** A plan's steps with the days on which they fall for a lead that begins it on `from`, in the order of their days. */
export function datedSteps(steps: readonly PlanStep[], from: string, hours: WorkingHours): DatedStep[] {
  return inOrder(steps).map(({ afterDays, kind, text }, position) => ({
    position,
    kind,
    text,
    dueOn: workingDayFrom(addDays(from, afterDays), hours),
  }))
}

/** By their days; of one day, as they were written. */
export function inOrder(steps: readonly PlanStep[]): PlanStep[] {
  return [...steps].sort((a, b) => a.afterDays - b.afterDays)
}

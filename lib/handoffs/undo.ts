import type { HandoffAlarm } from '@/lib/platform/db/generated/enums'

/** How long a verdict can be taken back: as long as the toast that offers it counts down. */
export const UNDO_SECONDS = 10

/** Pressed in the last moment, it still has to travel. */
const GRACE_SECONDS = 2

export function canStillUndo(decidedAt: Date, at: Date): boolean {
  return at.getTime() - decidedAt.getTime() <= (UNDO_SECONDS + GRACE_SECONDS) * 1000
}

/** What a verdict overwrites, as it was: `handoff.before_verdict`, written by the verdict itself. Times are ISO texts. */
export type BeforeVerdict = {
  firstOpenedAt: string | null
  alarm: HandoffAlarm | null
  alarmAt: string | null
  lead: {
    version: number
    statusSince: string
    acceptedAt: string | null
    assigneeId: number | null
    nurtureWakeOn: string | null
    nurtureNextStep: string | null
    wokenByTouchId: number | null
    timesReturned: number
  }
}

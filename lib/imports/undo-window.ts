/** For how long an import can be taken back. */
export const UNDO_DAYS = 30

export function undoableUntil(finishedAt: Date): Date {
  return new Date(finishedAt.getTime() + UNDO_DAYS * 24 * 3600 * 1000)
}

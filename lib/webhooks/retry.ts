const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** How long to wait after each failed attempt; after the last one the delivery has failed. */
const WAITS = [10 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR]

/** An address that has not answered well for so long is paused. */
export const PATIENCE = 5 * 24 * HOUR

/** When to try again after so many attempts; null: not any more. */
export function retryTime(attempts: number, at: Date): Date | null {
  const wait = WAITS[attempts - 1]
  return wait === undefined ? null : new Date(at.getTime() + wait)
}

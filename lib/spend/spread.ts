/**
 * How an amount lies over the days that it is for: evenly, and exact to the cent. A part of the days gets the difference
 * of two rounded running sums, so that parts that do not overlap add up to the whole, however it is cut.
 */

/** What lies on the first `until` of `days` days, in cents: rounded half up. */
export function runningSum(cents: bigint, days: number, until: number): bigint {
  if (until <= 0) return 0n
  if (until >= days) return cents
  return (2n * cents * BigInt(until) + BigInt(days)) / (2n * BigInt(days))
}

/** What lies on the days after the first `before` and up to the first `until`. */
export function partOf(cents: bigint, days: number, before: number, until: number): bigint {
  return runningSum(cents, days, until) - runningSum(cents, days, before)
}

/** Exact arithmetic of money, which travels as a decimal string. */

/** Nothing to divide by is no data: never 0 and never infinity. */
export function ratio(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : numerator / denominator
}

/** Exact cents of a `numeric(14,2)` as it comes from the database. */
export function centsOf(money: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(money)
  if (!match) throw new RangeError(`not money: ${money}`)
  const cents = BigInt(match[2] ?? '0') * 100n + BigInt((match[3] ?? '').padEnd(2, '0'))
  return match[1] ? -cents : cents
}

export function moneyOf(cents: bigint): string {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, '0')
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** An amount for each of `count`, rounded half away from zero as PostgreSQL's numeric does. */
export function moneyPer(money: string, count: number): string | null {
  if (count === 0) return null
  const cents = centsOf(money)
  const size = cents < 0n ? -cents : cents
  const each = (2n * size + BigInt(count)) / (2n * BigInt(count))
  return moneyOf(cents < 0n ? -each : each)
}

export function moneyRatio(numerator: string, denominator: string): number | null {
  return ratio(Number(centsOf(numerator)), Number(centsOf(denominator)))
}

/** (revenue − cost) ÷ cost */
export function returnOn(revenue: string, cost: string): number | null {
  return ratio(Number(centsOf(revenue) - centsOf(cost)), Number(centsOf(cost)))
}

/**
 * What may be said about a share that was counted, and what may not. Formulas and where they are from:
 *
 * - Wilson's score interval: E. B. Wilson, "Probable inference", JASA 22 (1927); method 3 in R. G. Newcombe,
 *   "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998).
 * - Fisher's exact test, two-sided by adding all tables not likelier than the observed one: A. Agresti, "Categorical
 *   Data Analysis", 2nd ed. (2002), 3.5.
 * - The pooled z-test of two proportions: Agresti, the same, 3.1; its square is Pearson's chi-squared.
 * - The false discovery rate: Y. Benjamini and Y. Hochberg, JRSS B 57 (1995).
 * - erfc: Abramowitz and Stegun, 7.1.6 (series) and 7.1.14 (continued fraction).
 * - Time to an event with open ends: E. L. Kaplan and P. Meier, JASA 53 (1958); see `kaplanMeier`.
 * - Percentiles: type 7 of R. Hyndman and Y. Fan, American Statistician 50 (1996); PostgreSQL's percentile_cont.
 */

export type Proportion = { count: number; base: number }

/** `value`, `low` and `high` are null where the base is 0; `enough` says whether the base is fit to judge by. */
export type Estimate = Proportion & {
  value: number | null
  low: number | null
  high: number | null
  enough: boolean
}

export type Verdict = 'better' | 'worse' | 'same' | 'too_few'

export const ENOUGH = 30
export const FALSE_DISCOVERY_RATE = 0.05

/** The 97.5th percentile of the normal distribution. */
const Z = 1.959963984540054

/** Below this expected count in a cell of the fourfold table the z-test is not to be trusted (Cochran 1954). */
const SMALL_CELL = 5

function checked({ count, base }: Proportion): void {
  if (!Number.isSafeInteger(count) || !Number.isSafeInteger(base) || count < 0 || count > base)
    throw new RangeError(`not a proportion: ${count} of ${base}`)
}

/** The share with its 95 % Wilson interval. */
export function wilson(count: number, base: number): Estimate {
  checked({ count, base })
  if (base === 0) return { count, base, value: null, low: null, high: null, enough: false }
  const share = count / base
  const z2 = Z * Z
  const centre = share + z2 / (2 * base)
  const reach = Z * Math.sqrt((share * (1 - share)) / base + z2 / (4 * base * base))
  const scale = 1 + z2 / base
  return {
    count,
    base,
    value: share,
    // At the ends the formula gives 0 and 1 exactly, its floating point nearly.
    low: count === 0 ? 0 : Math.max(0, (centre - reach) / scale),
    high: count === base ? 1 : Math.min(1, (centre + reach) / scale),
    enough: base >= ENOUGH,
  }
}

/** Two-sided p of Fisher's exact test that both shares are the same. */
export function fisherExact(a: Proportion, b: Proportion): number {
  checked(a)
  checked(b)
  const hits = a.count + b.count
  const misses = a.base + b.base - hits
  const lowest = Math.max(0, a.base - misses)
  const highest = Math.min(a.base, hits)
  // Weights relative to the likeliest table, by the ratio of neighbours: no factorials, so no overflow.
  const mode = Math.min(
    highest,
    Math.max(lowest, Math.floor(((a.base + 1) * (hits + 1)) / (a.base + b.base + 2))),
  )
  const observed = weight(mode, a.count)
  let total = 0
  let notLikelier = 0
  const add = (w: number) => {
    total += w
    // The tolerance that R uses: equally likely tables may differ in the last digits.
    if (w <= observed * (1 + 1e-7)) notLikelier += w
  }
  let w = 1
  for (let k = mode; k <= highest; k++) {
    add(w)
    w *= up(k)
  }
  w = 1
  for (let k = mode; k > lowest; k--) {
    w /= up(k - 1)
    add(w)
  }
  return Math.min(1, notLikelier / total)

  function up(k: number): number {
    return ((a.base - k) / (k + 1)) * ((hits - k) / (misses - a.base + k + 1))
  }
  function weight(from: number, to: number): number {
    let result = 1
    for (let k = from; k < to; k++) result *= up(k)
    for (let k = from; k > to; k--) result /= up(k - 1)
    return result
  }
}

/** Two-sided p of the pooled z-test that both shares are the same. */
export function twoProportionTest(a: Proportion, b: Proportion): { z: number; p: number } {
  checked(a)
  checked(b)
  const pooled = (a.count + b.count) / (a.base + b.base)
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / a.base + 1 / b.base))
  // All or none in both: no difference. (A base of 0 is not a number: the caller's to avoid.)
  if (error === 0) return { z: 0, p: 1 }
  const z = (a.count / a.base - b.count / b.base) / error
  return { z, p: erfc(Math.abs(z) / Math.SQRT2) }
}

/** Two-sided p that both shares are the same: Fisher's where a cell is small, else the z-test. */
export function compareProportions(a: Proportion, b: Proportion): number {
  checked(a)
  checked(b)
  if (a.base === 0 || b.base === 0) return 1
  const total = a.base + b.base
  const hits = a.count + b.count
  const smallest = (Math.min(a.base, b.base) * Math.min(hits, total - hits)) / total
  return smallest < SMALL_CELL ? fisherExact(a, b) : twoProportionTest(a, b).p
}

/** Which of these p-values are discoveries, so that at most the share `q` of discoveries is expected to be false. */
export function benjaminiHochberg(pValues: readonly number[], q = FALSE_DISCOVERY_RATE): boolean[] {
  const ascending = pValues.toSorted((a, b) => a - b)
  const last = ascending.findLastIndex((p, index) => p <= (q * (index + 1)) / ascending.length)
  const threshold = ascending[last]
  return pValues.map((p) => threshold !== undefined && p <= threshold)
}

/**
 * Each row against all the others together. A row with a base under 30 is too few to judge and is not among those that
 * the correction counts, but belongs to "the others" of every other row.
 */
export function verdicts(rows: readonly Proportion[]): Verdict[] {
  const count = rows.reduce((sum, row) => sum + row.count, 0)
  const base = rows.reduce((sum, row) => sum + row.base, 0)
  const judged = rows.map((row) => row.base >= ENOUGH)
  const rest = (row: Proportion) => ({ count: count - row.count, base: base - row.base })
  const pValues = rows.filter((_, index) => judged[index]).map((row) => compareProportions(row, rest(row)))
  const discoveries = benjaminiHochberg(pValues)
  let next = 0
  return rows.map((row, index) => {
    if (!judged[index]) return 'too_few'
    if (!discoveries[next++]) return 'same'
    const others = rest(row)
    return row.count * others.base > others.count * row.base ? 'better' : 'worse'
  })
}

export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x)
  if (x < 2.5) {
    let term = x
    let sum = x
    for (let n = 1; term > sum * 1e-17; n++) {
      term *= (2 * x * x) / (2 * n + 1)
      sum += term
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum
  }
  let fraction = x
  for (let n = 120; n > 0; n--) fraction = x + n / 2 / fraction
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction)
}

/** The value below which the share `p` of the sorted values lies, interpolated; null of none. */
export function percentile(sorted: readonly number[], p: number): number | null {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`not a share: ${p}`)
  const position = (sorted.length - 1) * p
  const below = sorted[Math.floor(position)]
  const above = sorted[Math.ceil(position)]
  if (below === undefined || above === undefined) return null
  return below + (above - below) * (position - Math.floor(position))
}

/** How many more are needed in the base, about, if their share stays as it is. */
export type MoreNeeded = {
  /** until there are 30, or until the difference that is seen now would be judged one */
  until: 'enough' | 'judged'
  n: number
}

/** Beyond so many times what there is nobody waits. */
const FORESEEABLE = 100

/**
 * For each of the rows that `verdicts` judges together: how many more would let it be judged. Null where it has been, or
 * where the difference is so small that it is not foreseeable. The other rows are taken as they are, and the correction
 * as it is for one discovery more than there are now.
 */
export function moreNeeded(rows: readonly Proportion[]): (MoreNeeded | null)[] {
  const found = verdicts(rows)
  const count = rows.reduce((sum, row) => sum + row.count, 0)
  const base = rows.reduce((sum, row) => sum + row.base, 0)
  const compared = found.filter((verdict) => verdict !== 'too_few').length
  const discoveries = found.filter((verdict) => verdict === 'better' || verdict === 'worse').length
  // Of two rows each is the other's rest: they are found together.
  const together = compared === 2 ? 2 : discoveries + 1
  const threshold = (FALSE_DISCOVERY_RATE * together) / Math.max(1, compared)
  return rows.map((row, index) => {
    if (found[index] === 'too_few') return { until: 'enough', n: ENOUGH - row.base }
    if (found[index] !== 'same') return null
    return untilJudged(row, { count: count - row.count, base: base - row.base }, threshold)
  })
}

function untilJudged(row: Proportion, rest: Proportion, threshold: number): MoreNeeded | null {
  if (rest.base === 0 || row.count * rest.base === rest.count * row.base) return null
  const judgedWith = (more: number) => {
    const larger = row.base + more
    return (
      compareProportions({ count: Math.round((row.count * larger) / row.base), base: larger }, rest) <=
      threshold
    )
  }
  let high = Math.max(1, Math.ceil(row.base / 8))
  while (!judgedWith(high)) {
    if (high > FORESEEABLE * row.base) return null
    high *= 2
  }
  let low = Math.floor(high / 2)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (judgedWith(middle)) high = middle
    else low = middle
  }
  // "About": the last digits of such a number say nothing.
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(high)) - 1)
  return { until: 'judged', n: Math.ceil(high / unit) * unit }
}

export type Change = 'up' | 'down' | 'same' | 'too_few'

/**
 * Shares now against before (or one of two things compared against the other), each pair judged by the test that the rows
 * of a table are judged by, and corrected for the number of pairs that are looked at together. Under 30 in either base
 * it is too few.
 */
export function judgedChanges(pairs: readonly { now: Proportion; before: Proportion }[]): Change[] {
  const judged = pairs.map(({ now, before }) => now.base >= ENOUGH && before.base >= ENOUGH)
  const discoveries = benjaminiHochberg(
    pairs.filter((_, index) => judged[index]).map(({ now, before }) => compareProportions(now, before)),
  )
  let next = 0
  return pairs.map(({ now, before }, index) => {
    if (!judged[index]) return 'too_few'
    if (!discoveries[next++]) return 'same'
    return now.count * before.base > before.count * now.base ? 'up' : 'down'
  })
}

/** What was seen at one time: how many had the event, and how many were seen for the last time without it. */
export type Observed = { time: number; events: number; censored: number }

/** `value`: the share that has had the event up to and at this time, with its 95 % interval. */
export type CurvePoint = {
  time: number
  /** of how many it was not yet known, directly before */
  atRisk: number
  events: number
  value: number
  low: number
  high: number
}

/**
 * The share that has had the event by each time at which some had it, where others have not been watched for so long yet:
 * 1 minus the product-limit estimate of E. L. Kaplan and P. Meier, JASA 53 (1958), with Greenwood's variance and the
 * interval on the scale of log(−log) (Kalbfleisch and Prentice, 2nd ed. (2002), 1.4), which stays between 0 and 1. Events
 * come before those that leave at the same time.
 */
export function kaplanMeier(observed: readonly Observed[]): CurvePoint[] {
  const ascending = observed.toSorted((a, b) => a.time - b.time)
  let atRisk = ascending.reduce((sum, { events, censored }) => sum + events + censored, 0)
  let survival = 1
  let greenwood = 0
  const curve: CurvePoint[] = []
  for (let index = 0; index < ascending.length; ) {
    const time = ascending[index]?.time ?? 0
    let events = 0
    let censored = 0
    for (; ascending[index]?.time === time; index++) {
      events += ascending[index]?.events ?? 0
      censored += ascending[index]?.censored ?? 0
    }
    if (events < 0 || censored < 0) throw new RangeError(`${events} events and ${censored} censored`)
    if (events > 0) {
      survival *= 1 - events / atRisk
      greenwood += events / (atRisk * (atRisk - events))
      curve.push({ time, atRisk, events, ...incidence(survival, greenwood) })
    }
    atRisk -= events + censored
  }
  return curve
}

function incidence(survival: number, greenwood: number): Pick<CurvePoint, 'value' | 'low' | 'high'> {
  // All of them have had it: the scale has no end there.
  if (survival <= 0) return { value: 1, low: 0, high: 1 }
  const scale = Math.log(survival)
  const reach = (Z * Math.sqrt(greenwood)) / Math.abs(scale)
  return {
    value: 1 - survival,
    low: 1 - survival ** Math.exp(-reach),
    high: 1 - survival ** Math.exp(reach),
  }
}

import type { KpiValue } from '@/lib/funnel/kpi'
import { basisOf, type KpiId, METRICS } from '@/lib/funnel/metrics'
import { ENOUGH, wilson } from '@/lib/platform/statistics'

/**
 * What a fact means against its target. Behind is said only where chance would not explain it:
 * - a share: its 95 % Wilson interval lies wholly on the wrong side of the target;
 * - a count: so few (or so many) would come by chance in fewer than 2.5 % of such periods, were the target true (Poisson);
 *   of a period that runs, against the part of the target that its days so far should have brought;
 * - money and medians cannot be tested with what is known: they are met, or short of it, and no more is said.
 */
export type Progress =
  | { verdict: 'met' | 'close' | 'behind' | 'short' | 'not_begun' | 'no_data' | 'too_young' | 'unjudged' }
  /** `needed`: of leads, handoffs or sales, before anything can be said; null where the period is too young to count */
  | { verdict: 'too_few'; needed: number | null }

type Question = {
  id: KpiId
  /** as kept: an exact decimal */
  target: string
  fact: KpiValue | null
  /** the share of the period that is over (target-period.ts) */
  elapsed: number
  /** part of the leads have not had the time that a usual sale takes */
  tooYoung: boolean
}

/** A Poisson of a smaller mean has no lower tail to speak of: even none at all would be chance. */
const FEWEST_EXPECTED = 4

/** What the target asks of a period of which only so much is over: a part of a count or a sum, the whole of a rate. */
export function expectedBy(id: KpiId, target: string, elapsed: number): number {
  return grows(id) ? Number(target) * elapsed : Number(target)
}

/** Customers and revenue pile up over the period; everything else is a rate or a state. */
export function grows(id: KpiId): boolean {
  const { formula } = METRICS[id]
  return (formula === 'count' || formula === 'sum') && basisOf(id) === 'period'
}

export function progressOf({ id, target, fact, elapsed, tooYoung }: Question): Progress {
  const { better, formula } = METRICS[id]
  if (elapsed === 0 && (fact === null || grows(id))) return { verdict: 'not_begun' }
  if (fact === null || fact.value === null) return { verdict: 'no_data' }
  if (better === null) return { verdict: 'unjudged' }
  const value = Number(fact.value)
  const expected = expectedBy(id, target, elapsed)
  const isMet = better === 'higher' ? value >= expected : value <= expected
  switch (formula) {
    case 'share': {
      const base = Number(fact.denominator)
      if (base < ENOUGH) return { verdict: 'too_few', needed: ENOUGH - base }
      if (isMet) return { verdict: 'met' }
      if (id === 'leadToSale' && tooYoung) return { verdict: 'too_young' }
      const { low, high } = wilson(Number(fact.numerator), base)
      const apart = better === 'higher' ? (high ?? 1) < expected : (low ?? 0) > expected
      return { verdict: apart ? 'behind' : 'close' }
    }
    case 'count':
      if (isMet) return { verdict: 'met' }
      if (!grows(id)) return { verdict: 'short' }
      if (expected < FEWEST_EXPECTED) return { verdict: 'too_few', needed: null }
      return { verdict: poissonAtMost(value, expected) < 0.025 ? 'behind' : 'close' }
    case 'median': {
      const sample = Number(fact.denominator)
      if (sample < ENOUGH) return { verdict: 'too_few', needed: ENOUGH - sample }
      return { verdict: isMet ? 'met' : 'short' }
    }
    default:
      return { verdict: isMet ? 'met' : 'short' }
  }
}

/** P(X ≤ count) of a Poisson variable; sums from the largest term down, so that nothing overflows. */
export function poissonAtMost(count: number, mean: number): number {
  let logTerm = -mean
  for (let k = 1; k <= count; k++) logTerm += Math.log(mean / k)
  let term = Math.exp(logTerm)
  let total = 0
  for (let k = count; k >= 0 && term > total * 1e-16; k--) {
    total += term
    term *= k / mean
  }
  return Math.min(1, total)
}

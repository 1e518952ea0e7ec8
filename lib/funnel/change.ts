import { benjaminiHochberg, compareProportions, ENOUGH, type Proportion } from '@/lib/platform/statistics'
import type { KpiValue } from './kpi'
import { type KpiId, METRICS, type MetricId } from './metrics'

/**
 * What a change against the period before means.
 * better, worse: beyond chance; same: chance would explain it; too_few: a base under 30, of which `needed` more would do now;
 * too_young: the leads have not had their time; unjudged: there is nothing to test (money, medians, a single number).
 */
export type Change =
  | { verdict: 'better' | 'worse' | 'differs' | 'same' | 'too_young' | 'unjudged' }
  | { verdict: 'too_few'; needed: number }

export type Compared = { id: KpiId; now: KpiValue; before: KpiValue | null }

/** The shares are judged together, by the same test and correction as the rows of a table; nothing else is. */
export function changesOf(kpis: readonly Compared[], tooYoung: boolean): Map<KpiId, Change> {
  const found = new Map<KpiId, Change>()
  const tested: { id: KpiId; now: Proportion; before: Proportion; p: number }[] = []
  for (const { id, now, before } of kpis) {
    const shares = METRICS[id].formula === 'share' && before ? [shareOf(now), shareOf(before)] : []
    const [current, earlier] = shares
    if (!current || !earlier) found.set(id, { verdict: 'unjudged' })
    else if (tooYoung && id === 'leadToSale') found.set(id, { verdict: 'too_young' })
    else if (current.base < ENOUGH || earlier.base < ENOUGH) {
      const needed = Math.max(0, ENOUGH - current.base)
      found.set(id, { verdict: 'too_few', needed })
    } else tested.push({ id, now: current, before: earlier, p: compareProportions(current, earlier) })
  }
  const discoveries = benjaminiHochberg(tested.map(({ p }) => p))
  for (const [index, { id, now, before }] of tested.entries()) {
    const good = isGoodNews(id, now.count / now.base, before.count / before.base)
    if (!discoveries[index]) found.set(id, { verdict: 'same' })
    else found.set(id, { verdict: good === null ? 'differs' : good ? 'better' : 'worse' })
  }
  return found
}

function shareOf({ numerator, denominator }: KpiValue): Proportion | null {
  return typeof numerator === 'number' && typeof denominator === 'number'
    ? { count: numerator, base: denominator }
    : null
}

/** Whether a change from `previous` to `value` is good news; null where nothing can be said. */
export function isGoodNews(id: MetricId, value: number | null, previous: number | null): boolean | null {
  const { better } = METRICS[id]
  if (better === null || value === null || previous === null || value === previous) return null
  return better === 'higher' ? value > previous : value < previous
}

import { ENOUGH, judgedChanges, moreNeeded, type Proportion } from '@/lib/platform/statistics'
import type { KpiValue } from './kpi'
import { type KpiId, METRICS, type MetricId } from './metrics'

/**
 * What a change against the period before means.
 * better, worse (differs, of what is neither): beyond chance; same: chance would explain it, `needed`: about so many more
 * would tell, were the shares what they seem; too_few: a base under 30, of which `needed` more would do now; too_young:
 * the leads have not had their time; unjudged: there is nothing to test (money, medians, a single number).
 */
export type Change =
  | { verdict: 'better' | 'worse' | 'differs' | 'too_young' | 'unjudged' }
  | { verdict: 'same'; needed: number | null }
  | { verdict: 'too_few'; needed: number }

export type Compared = { id: KpiId; now: KpiValue; before: KpiValue | null }

type Pair = { id: KpiId; now: Proportion; before: Proportion }

/** The shares are judged together, by the same test and correction as the rows of a table; nothing else is. */
export function changesOf(kpis: readonly Compared[], tooYoung: boolean): Map<KpiId, Change> {
  const found = new Map<KpiId, Change>()
  const pairs: Pair[] = []
  for (const { id, now, before } of kpis) {
    const current = shareOf(id, now)
    const earlier = before && shareOf(id, before)
    if (!current || !earlier) found.set(id, { verdict: 'unjudged' })
    else if (tooYoung && id === 'leadToSale') found.set(id, { verdict: 'too_young' })
    else pairs.push({ id, now: current, before: earlier })
  }
  const changes = judgedChanges(pairs)
  for (const [index, pair] of pairs.entries()) found.set(pair.id, meaning(pair, changes[index] ?? 'same'))
  return found
}

function meaning({ id, now, before }: Pair, change: ReturnType<typeof judgedChanges>[number]): Change {
  switch (change) {
    case 'too_few':
      return { verdict: 'too_few', needed: Math.max(0, ENOUGH - now.base) }
    case 'same':
      return { verdict: 'same', needed: moreNeeded([now, before])[0]?.n ?? null }
    default: {
      const good = isGoodNews(id, now.count / now.base, before.count / before.base)
      return { verdict: good === null ? 'differs' : good ? 'better' : 'worse' }
    }
  }
}

function shareOf(id: MetricId, { numerator, denominator }: KpiValue): Proportion | null {
  return METRICS[id].formula === 'share' && typeof numerator === 'number' && typeof denominator === 'number'
    ? { count: numerator, base: denominator }
    : null
}

/** Whether a change from `previous` to `value` is good news; null where nothing can be said. */
export function isGoodNews(id: MetricId, value: number | null, previous: number | null): boolean | null {
  const { better } = METRICS[id]
  if (better === null || value === null || previous === null || value === previous) return null
  return better === 'higher' ? value > previous : value < previous
}

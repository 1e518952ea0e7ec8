import type { Estimate, Verdict } from '@/lib/platform/statistics'

/** What a marketer should make of the channels, said only where the numbers bear it. */
export type ChannelResult = {
  key: string | number | null
  label: string
  leadToSale: Estimate
  verdict: Verdict
  /** marketing cost of the period; null: nothing was recorded */
  costPerSale: string | null
}

export type Advice =
  | { kind: 'no_leads' }
  | { kind: 'too_few'; enough: number }
  | { kind: 'same'; judged: number }
  | { kind: 'found'; better: ChannelResult[]; worse: ChannelResult[] }

/** The best first, by the lower end of the interval: a small channel with a lucky start does not lead. */
export function adviceOf(channels: readonly ChannelResult[], enough: number): Advice {
  if (channels.every(({ leadToSale }) => leadToSale.base === 0)) return { kind: 'no_leads' }
  // "No channel" is a gap in the records: nobody can spend more or less on it.
  const named = channels.filter(({ key }) => key !== null)
  const judged = named.filter(({ verdict }) => verdict !== 'too_few')
  if (judged.length < 2) return { kind: 'too_few', enough }
  const better = judged
    .filter(({ verdict }) => verdict === 'better')
    .toSorted((a, b) => (b.leadToSale.low ?? 0) - (a.leadToSale.low ?? 0))
  const worse = judged
    .filter(({ verdict }) => verdict === 'worse')
    .toSorted((a, b) => (a.leadToSale.high ?? 1) - (b.leadToSale.high ?? 1))
  if (better.length === 0 && worse.length === 0) return { kind: 'same', judged: judged.length }
  return { kind: 'found', better, worse }
}

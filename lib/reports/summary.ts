import type { Advice } from '@/lib/funnel/advice'
import type { Change } from '@/lib/funnel/change'
import type { FunnelRow } from '@/lib/funnel/funnel-rows'
import type { KpiId } from '@/lib/funnel/metrics'
import type { Kpi } from '@/lib/funnel/queries/kpis'
import type { Period } from '@/lib/platform/period'
import type { Progress } from '@/lib/targets/progress'

/** What a board reads of the two sides' work, in the order in which it is read. */
export const WORK: readonly KpiId[] = [
  'leadToSale',
  'acceptanceRate',
  'slaKept',
  'responseTime',
  'hotShare',
  'dealCycle',
]
/** … and of the money. */
export const MONEY: readonly KpiId[] = ['revenue', 'customers', 'cac', 'costPerAcceptedLead', 'romi']

export type SummaryKpi = Omit<Kpi, 'target'> & {
  change: Change
  /** in force for exactly these days */
  target: { period: string; value: string; progress: Progress } | null
}

type Kept = { due: number; broken: number }

/** What somebody should do something about; at most a handful, the dearest first. */
export type Need =
  | { kind: 'behind'; kpi: KpiId; value: number | string; target: string }
  | { kind: 'worse'; kpi: KpiId; value: number | string; before: number | string }
  | { kind: 'channels'; names: string[] }
  | { kind: 'contests' | 'decisions' | 'overdue' | 'answers' | 'forgotten12'; count: number }

export type Summary = Period & {
  previous: Period
  organisation: string
  currency: string
  timeZone: string
  countedAt: Date
  funnel: FunnelRow & { tooYoung: boolean }
  kpis: Record<KpiId, SummaryKpi>
  spent: { marketing: string; sales: string; before: { marketing: string; sales: string } }
  channels: Advice
  promises: { sales: Kept; marketing: Kept }
  needs: Need[]
}

const MOST_NEEDS = 6

type Known = Pick<Summary, 'kpis' | 'channels'> & {
  contests: number
  /** of earlier meetings, past their day */
  decisions: number
  overdue: number
  answers: number
}

/**
 * What needs a decision. Only what is sure or simply there: a plan that chance would not explain, a KPI or a channel that
 * a test calls worse, and work that waits past its time.
 */
export function needsOf({ kpis, channels, contests, decisions, overdue, answers }: Known): Need[] {
  const needs: Need[] = []
  for (const { id, value, target, change, previous } of Object.values(kpis)) {
    if (value === null) continue
    if (target?.progress.verdict === 'behind')
      needs.push({ kind: 'behind', kpi: id, value, target: target.value })
    else if (change.verdict === 'worse' && previous !== null)
      needs.push({ kind: 'worse', kpi: id, value, before: previous })
  }
  if (channels.kind === 'found' && channels.worse.length > 0)
    needs.push({ kind: 'channels', names: channels.worse.map(({ label }) => label) })
  const waiting = { contests, decisions, overdue, answers, forgotten12: Number(kpis.forgotten12.value ?? 0) }
  for (const [kind, count] of Object.entries(waiting))
    if (count > 0) needs.push({ kind: kind as keyof typeof waiting, count })
  return needs.slice(0, MOST_NEEDS)
}

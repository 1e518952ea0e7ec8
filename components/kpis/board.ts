import type { Change } from '@/lib/funnel/change'
import type { KpiId } from '@/lib/funnel/metrics'
import type { KpiValues } from '@/lib/funnel/queries/kpi-series'
import type { Kpi } from '@/lib/funnel/queries/kpis'
import type { Period } from '@/lib/platform/period'
import type { Progress } from '@/lib/targets/progress'
import type { Target } from '@/lib/targets/queries'

/** The questions that people come with, each with the KPI that answers it and those that explain it. */
export const QUESTIONS = {
  convert: ['leadToSale', 'customers', 'revenue', 'dealCycle', 'salesCycle'],
  accept: ['acceptanceRate', 'slaKept', 'responseTime', 'hotShare'],
  cost: ['costPerAcceptedLead', 'costPerLead', 'costPerHotLead', 'cac'],
  payback: ['romi', 'paybackMarketing', 'paybackSales'],
  lost: ['salesFoundShare', 'forgotten6', 'forgotten12'],
} as const satisfies Record<string, readonly [KpiId, ...KpiId[]]>

export type Question = keyof typeof QUESTIONS

/** A whole month of the line; `tooYoung`: its leads have not had their time. */
export type Month = { month: string; days: Period; values: KpiValues; tooYoung: boolean }

/** One KPI with everything that is said about it. */
export type Figure = {
  kpi: Kpi
  days: Period
  change: Change
  target: Target | null
  progress: Progress | null
  elapsed: number
  /** of leads that have not had the time that a usual sale takes */
  tooYoung: boolean
  /** oldest first; null: no data, or too young */
  line: (number | null)[]
}

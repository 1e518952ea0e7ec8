import { KPI_IDS, type KpiId } from '@/lib/funnel/metrics'
import type { Period } from '@/lib/platform/period'
import { type Mended, readPeriod } from '@/lib/platform/period-choice'
import { hrefWith, one, type Query } from '@/lib/platform/url-state'
import { isTargetPeriod } from './target-period'

/** What the addresses of the KPIs and of the plan say. */

/** The days of the KPIs; usually this quarter, as plans are made. */
export function readKpis(query: Query, today: string): Period & { mended: Mended } {
  return readPeriod(query, today, 'thisQuarter')
}

export function kpisHref({ from, to }: Period): string {
  return hrefWith('/kpis', { from, to })
}

export type PlanState = {
  year: string
  by: 'month' | 'quarter'
  /** the cell whose target is open beside the table */
  open: { kpi: KpiId; period: string } | null
  /** the address asked for a year or a cell that does not exist */
  mended: 'none' | 'year' | 'open'
}

/** Addresses get mangled: what makes no sense is left out, and said. */
export function readPlan(query: Query, today: string): PlanState {
  const asked = one(query, 'year')
  const year = asked && /^(19|20|21)\d\d$/.test(asked) ? asked : undefined
  const cell = one(query, 'open')
  const [kpiName, period = ''] = cell?.split(':') ?? []
  const kpi = KPI_IDS.find((id) => id === kpiName)
  const open = kpi && isTargetPeriod(period) ? { kpi, period } : null
  return {
    year: year ?? open?.period.slice(0, 4) ?? today.slice(0, 4),
    by: one(query, 'by') === 'month' ? 'month' : 'quarter',
    open,
    mended: asked && !year ? 'year' : cell && !open ? 'open' : 'none',
  }
}

export function planHref({ year, by, open }: Omit<PlanState, 'mended'>): string {
  return hrefWith(
    '/kpis/targets',
    { year },
    { by: by === 'quarter' ? undefined : by, open: open ? `${open.kpi}:${open.period}` : undefined },
  )
}

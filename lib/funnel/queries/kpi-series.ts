import { organisationClock } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { db } from '@/lib/platform/db/sql'
import type { Period } from '@/lib/platform/period'
import { type KpiValue, kpiValue } from '../kpi'
import { KPI_IDS, type KpiId } from '../metrics'
import { costsOf } from './costs'
import { factsOf } from './facts'

export type KpiValues = Record<KpiId, KpiValue>

/** The KPIs of several periods, each by the same definition: what a line over months and a plan against fact are made of. */
export async function kpiSeries(actor: Actor, periods: readonly Period[]): Promise<KpiValues[]> {
  if (periods.length === 0) return []
  const { timeZone } = await organisationClock(db)
  const [facts, costs] = await Promise.all([
    factsOf(periods, timeZone, actor.at),
    Promise.all(periods.map((period) => costsOf(period, 'none'))),
  ])
  return facts.map((fact, index) => {
    const spent = costs[index]?.[0]
    const sides = { marketingCosts: spent?.marketing ?? '0.00', salesCosts: spent?.sales ?? '0.00' }
    return Object.fromEntries(KPI_IDS.map((id) => [id, kpiValue(id, fact, sides)])) as KpiValues
  })
}

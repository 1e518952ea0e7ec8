import { organisationClock } from '@/lib/organisation/queries'
import type { NumbersReader } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { db } from '@/lib/platform/db/sql'
import { type Period, previousPeriod } from '@/lib/platform/period'
import { type Costs, type KpiValue, kpiValue } from '../kpi'
import { isTooYoung } from '../maturity'
import { basisOf, benchmarkOf, KPI_IDS, type KpiId, METRICS, type Unit } from '../metrics'
import type { KpisInput } from '../schema'
import { costsOf } from './costs'
import { usualCycle } from './cycle'
import { factsOf } from './facts'

export type Kpi = KpiValue & {
  id: KpiId
  unit: Unit
  benchmark: Record<string, number> | null
  /** set by executives; comes with the targets */
  target: null
  /** the value in as many days directly before; null where there is none, or where it is about today */
  previous: number | string | null
  /** the previous period's counts, to judge the change by */
  before: KpiValue | null
}

export type Kpis = {
  from: string
  to: string
  previous: Period
  currency: string
  /** leads of the period have not had the time that a usual sale takes: leadToSale cannot be compared yet */
  tooYoung: boolean
  data: Kpi[]
}

/** The KPIs that both sides share, each by its one definition, with the same number of days before beside it. */
export async function kpis(reader: NumbersReader, { from, to }: KpisInput): Promise<Kpis> {
  const { timeZone, currency } = await organisationClock(db)
  const previous = previousPeriod({ from, to })
  const periods = [{ from, to }, previous]
  const [facts, costs, usualDays] = await Promise.all([
    factsOf(periods, timeZone, reader.at),
    Promise.all(periods.map(allCosts)),
    usualCycle(),
  ])
  const [now, before] = facts.map((each, index) => ({ facts: each, costs: costs[index] ?? NO_COSTS }))
  if (!now || !before) throw new Error('a period without its facts')
  const data = KPI_IDS.map((id): Kpi => {
    const earlier = basisOf(id) === 'now' ? null : kpiValue(id, before.facts, before.costs)
    return {
      id,
      ...kpiValue(id, now.facts, now.costs),
      unit: METRICS[id].unit,
      benchmark: benchmarkOf(id),
      target: null,
      previous: earlier?.value ?? null,
      before: earlier,
    }
  })
  const tooYoung = isTooYoung(to, dayOf(reader.at, timeZone), usualDays)
  return { from, to, previous, currency, tooYoung, data }
}

const NO_COSTS: Costs = { marketingCosts: '0.00', salesCosts: '0.00' }

async function allCosts(period: Period): Promise<Costs> {
  const costs = (await costsOf(period, 'none'))?.[0]
  return costs ? { marketingCosts: costs.marketing, salesCosts: costs.sales } : NO_COSTS
}

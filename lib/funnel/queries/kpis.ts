import { organisationClock } from '@/lib/organisation/queries'
import type { NumbersReader } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { db } from '@/lib/platform/db/sql'
import { type Period, previousPeriod } from '@/lib/platform/period'
import { type Costs, type Facts, type KpiValue, kpiValue } from '../kpi'
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
  const [now, before, usualDays] = await Promise.all([
    measured({ from, to }, timeZone, reader.at),
    measured(previous, timeZone, reader.at),
    usualCycle(),
  ])
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

async function measured(period: Period, timeZone: string, at: Date): Promise<{ facts: Facts; costs: Costs }> {
  const [facts, costs] = await Promise.all([factsOf(period, timeZone, at), costsOf(period, 'none')])
  return {
    facts,
    costs: { marketingCosts: costs?.[0]?.marketing ?? '0.00', salesCosts: costs?.[0]?.sales ?? '0.00' },
  }
}

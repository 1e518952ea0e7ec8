import type { KpiValue } from '@/lib/funnel/kpi'
import { isTooYoung } from '@/lib/funnel/maturity'
import { basisOf, KPI_IDS, type KpiId } from '@/lib/funnel/metrics'
import { usualCycle } from '@/lib/funnel/queries/cycle'
import { kpiSeries } from '@/lib/funnel/queries/kpi-series'
import { type Kpi, type Kpis, kpis } from '@/lib/funnel/queries/kpis'
import { organisationClock } from '@/lib/organisation/queries'
import type { Actor, NumbersReader } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import type { Side } from '@/lib/platform/db/generated/enums'
import { type Database, db, empty, type Sql, sql } from '@/lib/platform/db/sql'
import type { Period } from '@/lib/platform/period'
import { sidesToAgree } from './policy'
import { type Progress, progressOf } from './progress'
import { daysOf, elapsedOf, periodsOfYear, targetPeriodOf } from './target-period'
import { targetFigure } from './target-value'

type Named = { id: number; name: string }

export type Target = {
  id: number
  kpi: KpiId
  period: string
  /** an exact decimal: shares as ratios */
  value: string
  version: number
  setBy: Named
  setAt: Date
  agreements: { side: Side; by: Named; at: Date }[]
  /** both heads have agreed to it as it stands */
  inForce: boolean
}

export type TargetEvent = {
  id: number
  type: 'set' | 'changed' | 'taken_back' | 'agreed' | 'in_force'
  by: Named
  at: Date
  data: { from?: string | null; to?: string | null; side?: Side; voided?: Side[] }
}

type Row = Omit<Target, 'inForce' | 'agreements'> & { agreements: { side: Side; by: Named; at: string }[] }

async function targetsWhere(on: Database, condition: Sql, limit: Sql = empty): Promise<Target[]> {
  const rows = await on.rows<Row>(sql`
    select t.id, t.kpi, t.period, trim_scale(t.value)::text as value, t.version,
      json_build_object('id', p.id, 'name', p.name) as "setBy", t.set_at as "setAt",
      coalesce((
        select json_agg(json_build_object('side', a.side, 'at', a.at, 'by', json_build_object('id', s.id, 'name', s.name))
          order by a.at, a.side)
        from kpi_target_agreement a join person s on s.id = a.person_id where a.target_id = t.id
      ), '[]') as agreements
    from kpi_target t join person p on p.id = t.set_by_id
    where t.value is not null and ${condition}
    order by t.period, t.kpi ${limit}`)
  return rows.map(({ agreements, ...row }) => ({
    ...row,
    agreements: agreements.map((agreement) => ({ ...agreement, at: new Date(agreement.at) })),
    inForce: agreements.length === 2,
  }))
}

/** The targets of these periods, whether in force or proposed. */
export function targetsOf(_reader: NumbersReader, periods: readonly string[]): Promise<Target[]> {
  return targetsWhere(db, sql`t.period = any(${[...periods]}::text[])`)
}

/** The target as it stands; null where there is none. */
export async function findTarget(on: Database, id: number): Promise<Target | null> {
  return (await targetsWhere(on, sql`t.id = ${id}::int`))[0] ?? null
}

/** The targets that wait for this head's agreement. */
export async function waitingFor(actor: Actor): Promise<Target[]> {
  if (actor.headOf.length === 0) return []
  const open = await targetsWhere(
    db,
    sql`(select count(*) from kpi_target_agreement a where a.target_id = t.id) < 2`,
    sql`limit 400`,
  )
  return open.filter(({ agreements }) => sidesToAgree(actor, agreements).length > 0)
}

/** How a target came about, newest first; also that of one that was taken back. */
export function targetHistory(_actor: Actor, kpi: KpiId, period: string): Promise<TargetEvent[]> {
  return db.rows<TargetEvent>(sql`
    select e.id, e.type, json_build_object('id', p.id, 'name', p.name) as by, e.at, e.data
    from kpi_target_event e join kpi_target t on t.id = e.target_id join person p on p.id = e.actor_id
    where t.kpi = ${kpi}::text and t.period = ${period}::text
    order by e.id desc limit 200`)
}

export type Standing = {
  /** null before the period begins, and of a state ("as of today") when it is over */
  fact: KpiValue | null
  /** the share of the period's days that are over */
  elapsed: number
  /** null without a target */
  progress: Progress | null
}

export type PlanCell = Standing & { period: string; target: Target | null }

export type Plan = {
  year: string
  periods: { period: string; days: Period; elapsed: number }[]
  rows: { kpi: KpiId; cells: PlanCell[] }[]
  currency: string
}

/** The targets of a year, by its quarters or its months, against what came of them. */
export async function plan(
  actor: Actor,
  { year, by }: { year: string; by: 'month' | 'quarter' },
): Promise<Plan> {
  const names = periodsOfYear(year, by)
  const [{ currency, standing, periods }, targets] = await Promise.all([
    facts(actor, names),
    targetsOf(actor, names),
  ])
  const cell = (kpi: KpiId, period: string): PlanCell => {
    const target = targets.find((one) => one.kpi === kpi && one.period === period) ?? null
    return { period, target, ...standing(kpi, period, target) }
  }
  return {
    year,
    periods,
    currency,
    rows: KPI_IDS.map((kpi) => ({ kpi, cells: names.map((period) => cell(kpi, period)) })),
  }
}

/** Every target of a year, of its quarters and of its months, with how it stands. */
export async function targetsOfYear(
  actor: Actor,
  { year, kpi }: { year: string; kpi?: KpiId },
): Promise<(Target & Standing)[]> {
  const ofKpi = kpi === undefined ? sql`true` : sql`t.kpi = ${kpi}::text`
  const targets = await targetsWhere(db, sql`t.period like ${`${year}%`}::text and ${ofKpi}`)
  const { standing } = await facts(actor, [...new Set(targets.map(({ period }) => period))])
  return targets.map((target) => ({ ...target, ...standing(target.kpi, target.period, target) }))
}

/** What came of the KPIs in these periods so far, and how that stands against a target. */
async function facts(actor: Actor, names: readonly string[]) {
  const { currency, timeZone } = await organisationClock(db)
  const today = dayOf(actor.at, timeZone)
  const periods = names.map((period) => ({
    period,
    days: daysOf(period),
    elapsed: elapsedOf(period, today),
  }))
  const begun = periods.filter(({ days }) => days.from <= today)
  const [values, usualDays] = await Promise.all([
    kpiSeries(
      actor,
      begun.map(({ days }) => days),
    ),
    usualCycle(),
  ])
  const factOf = new Map(begun.map(({ period }, index) => [period, values[index]]))
  const standing = (kpi: KpiId, period: string, target: Target | null): Standing => {
    const { days, elapsed } = periods.find((one) => one.period === period) ?? {
      days: daysOf(period),
      elapsed: 0,
    }
    const isOver = elapsed === 1
    const fact = isOver && basisOf(kpi) === 'now' ? null : (factOf.get(period)?.[kpi] ?? null)
    const tooYoung = isTooYoung(days.to, today, usualDays)
    return {
      fact,
      elapsed,
      progress: target && progressOf({ id: kpi, target: target.value, fact, elapsed, tooYoung }),
    }
  }
  return { currency, periods, standing }
}

export type PlannedKpi = Omit<Kpi, 'target'> & { target: number | string | null }

/** The shared KPIs, each with its target where the days are exactly a period with one in force. */
export async function kpisWithTargets(
  reader: NumbersReader,
  period: Period,
): Promise<Omit<Kpis, 'data'> & { data: PlannedKpi[] }> {
  const name = targetPeriodOf(period)
  const [counted, targets] = await Promise.all([
    kpis(reader, period),
    name === null ? [] : targetsOf(reader, [name]),
  ])
  const inForce = new Map(targets.filter((target) => target.inForce).map(({ kpi, value }) => [kpi, value]))
  return {
    ...counted,
    data: counted.data.map((kpi) => {
      const value = inForce.get(kpi.id)
      return { ...kpi, target: value === undefined ? null : targetFigure(kpi.id, value) }
    }),
  }
}

import { organisationClock } from '@/lib/organisation/queries'
import type { NumbersReader } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { db } from '@/lib/platform/db/sql'
import { monthsOf, type Period } from '@/lib/platform/period'
import { STAGE_MEASURES } from '@/lib/rollups/measures'
import { cohortMonths } from '@/lib/rollups/queries/cohort-months'
import { countsBy } from '@/lib/rollups/queries/counts'
import { COHORT_DAYS, type CohortCount, type CohortRow, type CohortStage, cohortRows } from '../cohorts'
import type { FunnelFilters } from '../schema'
import { usualCycle } from './cycle'

export type Cohorts = Period & {
  stage: CohortStage
  rows: CohortRow[]
  /** days that three quarters of all sales took at most; null where too little was sold to say */
  usualDays: number | null
}

/** The leads created in each month of a period, and how many of them had come to a stage by when. */
export async function cohorts(
  reader: NumbersReader,
  { from, to, stage, filters }: Period & { stage: CohortStage; filters: FunnelFilters },
): Promise<Cohorts> {
  const { timeZone } = await organisationClock(db)
  const measure = STAGE_MEASURES.cohort[stage]
  const question = { from, to, groupBy: 'month', filters } as const
  const [now, months, usualDays, ...within] = await Promise.all([
    countsBy(question, ['leads', 'closed', measure]),
    cohortMonths({ from, to, filters }),
    usualCycle(),
    ...COHORT_DAYS.map((days) => countsBy({ ...question, within: days }, [measure])),
  ])
  const today = dayOf(reader.at, timeZone)
  const counts = monthsOf({ from, to }).map((month): CohortCount => {
    const row = now.find(({ key }) => key === month)
    const reached = within.map((counted) => counted.find(({ key }) => key === month)?.[measure] ?? 0)
    return {
      month,
      leads: row?.leads ?? 0,
      underWay: (row?.leads ?? 0) - (row?.closed ?? 0),
      reached: months.filter((cell) => cell.month === month && cell.stage === stage),
      reachedByNow: row?.[measure] ?? 0,
      within: { 30: reached[0] ?? 0, 60: reached[1] ?? 0, 90: reached[2] ?? 0 },
    }
  })
  // Months to come have no leads to wait for.
  const begun = counts.filter(({ month }) => month <= today.slice(0, 7))
  return { from, to, stage, rows: cohortRows(begun, { last: to, today, usualDays }), usualDays }
}

import { dimensionColumn, dimensionCondition, inPeriod, localDay } from '@/lib/leads/queries/stage-condition'
import { type FilterDimension, LEAD_STAGES } from '@/lib/leads/stages'
import { organisationClock } from '@/lib/organisation/queries'
import { db, empty, join, plannedAnew, type Sql, sql } from '@/lib/platform/db/sql'
import type { CountFilters, CountKey } from './counts'
import { MOMENT_COLUMN } from './measure-sql'

/** The stages that a lead comes to after its creation. */
export const LATER_STAGES = LEAD_STAGES.slice(1) as Exclude<(typeof LEAD_STAGES)[number], 'leads'>[]
export type LaterStage = (typeof LATER_STAGES)[number]

export type CohortCell = {
  key: CountKey
  /** `YYYY-MM` of the creation */
  month: string
  stage: LaterStage
  /** calendar months from the creation until the stage, or a later one, was reached first; imported times may give −1 */
  months: number
  n: number
}

/**
 * The triangle: of the leads created in each month, how many came to a stage in which month after it. The running sum
 * over `months` is what the cohort had reached by then. Whole months are the cheap question.
 */
export async function cohortMonths({
  from,
  to,
  groupBy = 'none',
  filters = {},
}: {
  from: string
  to: string
  groupBy?: 'none' | FilterDimension
  filters?: CountFilters
}): Promise<CohortCell[]> {
  const { timeZone } = await organisationClock(db)
  const conditions = (Object.entries(filters) as [FilterDimension, CountKey | undefined][]).flatMap(
    ([name, value]) => (value === undefined ? [] : [dimensionCondition(name, value)]),
  )
  const where = conditions.length === 0 ? empty : sql` and ${join(conditions, ' and ')}`
  const key = groupBy === 'none' ? sql`null::int` : dimensionColumn(groupBy)
  const month = monthNumber(MOMENT_COLUMN.created, timeZone)
  return db.rows<CohortCell>(
    plannedAnew(sql`
    select ${groupBy === 'origin' || groupBy === 'grade' ? sql`key::text` : sql`key`} as key,
      to_char(make_date(month / 12, month % 12 + 1, 1), 'YYYY-MM') as month, stage, months, count(*)::int as n
    from (
      select ${key} as key, ${month} as month, later.stage, ${monthNumber(sql`later.at`, timeZone)} - ${month} as months
      from lead
      cross join lateral (values ${join(LATER_STAGES.map((stage) => sql`(${stage}, ${reachedFirst(stage)})`))})
        as later (stage, at)
      where ${inPeriod(MOMENT_COLUMN.created, { from, to }, timeZone)} and lead.reached > 0 and later.at is not null${where}
    ) cell
    group by 1, 2, 3, 4 order by 2, 3, 4`),
  )
}

/** When the stage or a later one was reached first: imported times need not be in order, and a funnel never widens. */
function reachedFirst(stage: LaterStage): Sql {
  const times = LATER_STAGES.slice(LATER_STAGES.indexOf(stage)).map((later) => MOMENT_COLUMN[later])
  return sql`least(${join(times)})`
}

function monthNumber(time: Sql, timeZone: string): Sql {
  const day = localDay(time, timeZone)
  return sql`(extract(year from ${day})::int * 12 + extract(month from ${day})::int - 1)`
}

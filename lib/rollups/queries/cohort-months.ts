import { dimensionColumn, inPeriod, localDay } from '@/lib/leads/queries/stage-condition'
import type { FilterDimension } from '@/lib/leads/stages'
import { organisationClock } from '@/lib/organisation/queries'
import { db, join, plannedAnew, type Sql, sql } from '@/lib/platform/db/sql'
import { lastDayOf, monthOf, type Period } from '@/lib/platform/period'
import { weightedParts } from '../parts'
import { type CountFilters, type CountKey, cellsFor, filterConditions } from './cells'
import { LATER_STAGES, type LaterStage } from './cells-sql'
import { MOMENT_COLUMN } from './measure-sql'

export type CohortCell = {
  key: CountKey
  /** `YYYY-MM` of the creation */
  month: string
  stage: LaterStage
  /** calendar months from the creation until the stage, or a later one, was reached first; imported times may give −1 */
  months: number
  n: number
}

type Question = Period & { groupBy?: 'none' | FilterDimension; filters?: CountFilters }

/**
 * The triangle: of the leads created in each month, how many came to a stage in which month after it. The running sum
 * over `months` is what the cohort had reached by then.
 */
export async function cohortMonths(question: Question): Promise<CohortCell[]> {
  const { timeZone } = await organisationClock(db)
  const rows =
    (await fromRollup(question, timeZone)) ??
    (await db.rows<Counted>(plannedAnew(summed(direct(question, question, timeZone, sql`lead`, sql`1`)))))
  const ids = ['channel', 'campaign', 'owner', 'assignee'].includes(question.groupBy ?? '')
  return rows.flatMap(({ key, stage, ...row }) => {
    const name = LATER_STAGES[stage - 1]
    return name ? [{ key: ids && key !== null ? Number(key) : key, stage: name, ...row }] : []
  })
}

type Counted = { key: string | null; month: string; stage: number; months: number; n: number }

/** Whole months and their changes that are not folded yet; the days at the ends, or those of the month outside, from the leads. */
async function fromRollup(question: Question, timeZone: string): Promise<Counted[] | null> {
  const { groupBy = 'none', filters } = question
  const cells = cellsFor({ groupBy, filters }, sql`null`)
  if (!cells) return null
  const parts = weightedParts(question).map(({ monthly, first, last, weight }) => {
    if (!monthly) return direct(question, { from: first, to: last }, timeZone, sql`lead`, sql`${weight}::int`)
    const months = { from: first, to: lastDayOf(monthOf(last)) }
    return sql`
      select ${cells.key} as key, cell.month, cell.stage, cell.months, cell.n from cohort_rollup cell
      where cell.dimension = ${cells.dimension}::rollup_dimension and cell.month between ${first} and ${last}${cells.only}
      union all ${direct(question, months, timeZone, sql`lead_change lead`, sql`lead.sign`)}`
  })
  const rows = await db.rows<Counted & { zone: string | null }>(
    plannedAnew(sql`
    select state.time_zone as zone, counted.* from rollup_state state
    left join (${summed(join(parts, ' union all '))}) counted on true
    order by month, stage, months`),
  )
  if (rows[0]?.zone !== timeZone) return null
  return rows.flatMap(({ zone: _, ...row }) => (row.month === null ? [] : [row]))
}

function summed(cells: Sql): Sql {
  return sql`
    select key, to_char(month, 'YYYY-MM') as month, stage, months, sum(n)::int as n
    from (${cells}) cell group by 1, 2, 3, 4 having sum(n) <> 0 order by 2, 3, 4`
}

/** What leads, or their changes, add to the cells. */
function direct(
  { groupBy = 'none', filters = {} }: Question,
  period: Period,
  timeZone: string,
  source: Sql,
  sign: Sql,
): Sql {
  const key = groupBy === 'none' ? sql`null` : dimensionColumn(groupBy)
  const times = LATER_STAGES.map((stage) => sql`${reachedFirst(stage)} as ${FIRST_TIME[stage]}`)
  const stages = LATER_STAGES.map((stage, index) => sql`(${index + 1}::int, lead.${FIRST_TIME[stage]})`)
  // `offset 0` keeps a day from being asked for again wherever it is read; months are made of days, of which there are few.
  return sql`
    select key, date_trunc('month', created_on::timestamp)::date as month, stage,
      ${monthNumber(sql`reached_on`)} - ${monthNumber(sql`created_on`)} as months, n
    from (
      select lead.key, lead.created_on, later.stage, ${localDay(sql`later.at`, timeZone)} as reached_on, sum(lead.sign)::int as n
      from (
        select ${key}::text as key, ${sign} as sign, ${localDay(MOMENT_COLUMN.created, timeZone)} as created_on, ${join(times)}
        from ${source} where ${inPeriod(MOMENT_COLUMN.created, period, timeZone)}${filterConditions(filters)} offset 0
      ) lead cross join lateral (values ${join(stages)}) as later (stage, at)
      where later.at is not null
      group by 1, 2, 3, 4
    ) fact`
}

const FIRST_TIME: Record<LaterStage, Sql> = {
  qualified: sql`first_qualified`,
  handedOff: sql`first_handed_off`,
  accepted: sql`first_accepted`,
  deals: sql`first_deal`,
  won: sql`first_won`,
}

/** When the stage or a later one was reached first: imported times need not be in order, and a funnel never widens. */
function reachedFirst(stage: LaterStage): Sql {
  const times = LATER_STAGES.slice(LATER_STAGES.indexOf(stage)).map((later) => MOMENT_COLUMN[later])
  return sql`least(${join(times)})`
}

function monthNumber(day: Sql): Sql {
  return sql`(extract(year from ${day})::int * 12 + extract(month from ${day})::int - 1)`
}

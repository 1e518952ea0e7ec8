import { dimensionColumn, dimensionCondition, inPeriod } from '@/lib/leads/queries/stage-condition'
import type { FilterDimension, Grouping } from '@/lib/leads/stages'
import { organisationClock } from '@/lib/organisation/queries'
import { endOfDay } from '@/lib/platform/calendar'
import { db, empty, join, plannedAnew, type Sql, sql } from '@/lib/platform/db/sql'
import { monthsOf, periodBounds, periodOfMonth } from '@/lib/platform/period'
import { isMoney, type Measure, MOMENTS, type MoneyMeasure, momentOf } from '../measures'
import { countedMeasure, MEASURE_COLUMN, MOMENT_COLUMN } from './measure-sql'

export type CountKey = string | number | null
export type CountFilters = Partial<Record<FilterDimension, string | number | null>>

export type CountsQuestion = {
  /** null: since ever (not by month) */
  from: string | null
  to: string
  groupBy: Grouping | 'status'
  /** `none` or null: those that have no channel, no owner … */
  filters?: CountFilters
  /** of the measures `reached…`: reached within so many days of creation */
  within?: number | null
}

/** Counts are numbers; money is a decimal string with two digits. */
export type CountsRow<M extends Measure> = { key: CountKey } & {
  [name in M]: name extends MoneyMeasure ? string : number
}

/**
 * Measures of leads, by what they are grouped by, in the days of the organisation's zone: each measure by the day of its
 * own moment (`leads` by creation, `enteredWon` by the win …), so that measures of a cohort and of a period can be asked
 * together. A key without any lead is no row; without any lead at all there are no rows. Keys are ids of channels,
 * campaigns and people, names of origins, grades, regions, states and months (`YYYY-MM`); null where a lead has none.
 */
export async function countsBy<M extends Measure>(
  question: CountsQuestion,
  measures: readonly M[],
): Promise<CountsRow<M>[]> {
  const { timeZone } = await organisationClock(db)
  return asRows(await db.rows(directCount(question, measures, timeZone)), measures)
}

/** The one row of measures that are not grouped, all zero where there is no lead. */
export async function countsOf<M extends Measure>(
  question: Omit<CountsQuestion, 'groupBy'>,
  measures: readonly M[],
): Promise<CountsRow<M>> {
  const [row] = await countsBy({ ...question, groupBy: 'none' }, measures)
  return row ?? asRow({ key: null }, measures)
}

type Counted = { key: CountKey } & Record<string, number | string | null>

function asRows<M extends Measure>(rows: Counted[], measures: readonly M[]): CountsRow<M>[] {
  return rows.map((row) => asRow(row, measures))
}

function asRow<M extends Measure>(row: Counted, measures: readonly M[]): CountsRow<M> {
  // A sum of counts is a bigint, which the driver hands over as text.
  const values = measures.map((name) => {
    const value = row[columnName(name)]
    return [name, isMoney(name) ? (value ?? '0.00') : Number(value ?? 0)]
  })
  return { key: row.key, ...Object.fromEntries(values) } as CountsRow<M>
}

/** As MEASURE_COLUMN has it. */
function columnName(measure: Measure): string {
  return measure.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** From the leads themselves: each moment has an index of its own. */
function directCount(question: CountsQuestion, measures: readonly Measure[], timeZone: string): Sql {
  const { filters = {}, within = null } = question
  const moments = MOMENTS.filter((moment) => measures.some((name) => momentOf(name) === moment))
  const parts = moments.map((moment) => {
    const time = MOMENT_COLUMN[moment]
    const columns = measures.map((name) => {
      const none = isMoney(name) ? sql`0.00` : sql`0`
      const value = momentOf(name) === moment ? countedMeasure(name, within, timeZone) : none
      return sql`${value} as ${MEASURE_COLUMN[name]}`
    })
    return sql`
      select ${keyOf(question, time, timeZone)} as key, ${join(columns)}
      from lead where ${inDays(time, question, timeZone)}${filterConditions(filters)} group by 1`
  })
  const sums = measures.map((name) => sql`sum(${MEASURE_COLUMN[name]}) as ${MEASURE_COLUMN[name]}`)
  return plannedAnew(sql`
    select ${keyAsAnswered(question, sql`key`)} as key, ${join(sums)}
    from (${join(parts, ' union all ')}) part group by part.key`)
}

function inDays(time: Sql, { from, to }: CountsQuestion, timeZone: string): Sql {
  return from === null ? sql`${time} < ${endOfDay(to, timeZone)}` : inPeriod(time, { from, to }, timeZone)
}

/** What to group by: the bare column, or the number of the month in the period (ten times cheaper than its name). */
function keyOf(question: CountsQuestion, time: Sql, timeZone: string): Sql {
  const { groupBy } = question
  if (groupBy === 'none') return sql`null::int`
  if (groupBy === 'status') return sql`lead.status`
  if (groupBy !== 'month') return dimensionColumn(groupBy)
  const period = monthly(question)
  const starts = monthsOf(period).map((month) =>
    periodBounds(periodOfMonth(month, period) ?? period, timeZone).start.toISOString(),
  )
  return sql`width_bucket(${time}, ${starts}::timestamptz[])`
}

function keyAsAnswered(question: CountsQuestion, key: Sql): Sql {
  switch (question.groupBy) {
    case 'month':
      return sql`(${monthsOf(monthly(question))}::text[])[${key}]`
    case 'origin':
    case 'grade':
    case 'status':
      return sql`${key}::text`
    default:
      return key
  }
}

function monthly({ from, to }: CountsQuestion): { from: string; to: string } {
  if (from === null) throw new RangeError('months are counted from a day')
  return { from, to }
}

function filterConditions(filters: CountFilters): Sql {
  const conditions = (Object.entries(filters) as [FilterDimension, CountKey | undefined][]).flatMap(
    ([name, value]) => (value === undefined ? [] : [dimensionCondition(name, value)]),
  )
  return conditions.length === 0 ? empty : sql` and ${join(conditions, ' and ')}`
}

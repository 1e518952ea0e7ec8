import { dimensionColumn, inPeriod } from '@/lib/leads/queries/stage-condition'
import type { Grouping } from '@/lib/leads/stages'
import { organisationClock } from '@/lib/organisation/queries'
import { endOfDay, startOfDay } from '@/lib/platform/calendar'
import { db, join, plannedAnew, type Sql, sql } from '@/lib/platform/db/sql'
import { firstDayOf, monthsOf } from '@/lib/platform/period'
import { askForFold } from '../commands/ask-for-fold'
import {
  isMoney,
  isReached,
  KEPT_WITHIN,
  type KeptWithin,
  type Measure,
  MOMENTS,
  type MoneyMeasure,
  momentOf,
} from '../measures'
import { weightedParts } from '../parts'
import { type CountFilters, type CountKey, cellsFor, filterConditions } from './cells'
import { countedMeasure, KEPT_COLUMN, MEASURE_COLUMN, MOMENT_COLUMN, signedMeasure } from './measure-sql'

export type { CountKey } from './cells'

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
 * together. A key of which all are zero is no row. Keys are ids of channels,
 * campaigns and people, names of origins, grades, regions, states and months (`YYYY-MM`); null where a lead has none.
 */
export async function countsBy<M extends Measure>(
  question: CountsQuestion,
  measures: readonly M[],
): Promise<CountsRow<M>[]> {
  const { timeZone } = await organisationClock(db)
  const rows =
    (await fromRollup(question, measures, timeZone)) ?? (await directly(question, measures, timeZone))
  return rows
    .map((row) => asAnswer(row, question.groupBy, measures))
    .filter((row) => measures.some((name) => Number(row[name]) !== 0))
}

/** The one row of measures that are not grouped, all zero where there is no lead. */
export async function countsOf<M extends Measure>(
  question: Omit<CountsQuestion, 'groupBy'>,
  measures: readonly M[],
): Promise<CountsRow<M>> {
  const [row] = await countsBy({ ...question, groupBy: 'none' }, measures)
  return row ?? asAnswer({ key: null }, 'none', measures)
}

type Counted = { key: string | null } & Record<string, number | string | null>

const KEYS_OF_IDS: readonly string[] = ['channel', 'campaign', 'owner', 'assignee']

function asAnswer<M extends Measure>(
  row: Counted,
  groupBy: CountsQuestion['groupBy'],
  measures: readonly M[],
): CountsRow<M> {
  const key = row.key !== null && KEYS_OF_IDS.includes(groupBy) ? Number(row.key) : row.key
  const values = measures.map((name) => [name, row[columnName(name)] ?? (isMoney(name) ? '0.00' : 0)])
  return { key, ...Object.fromEntries(values) } as CountsRow<M>
}

/** As MEASURE_COLUMN has it. */
function columnName(measure: Measure): string {
  return measure.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

// ── from the rollups ────────────────────────────────────────────────────────────────────────────────────────────────

/** So many changes wait at most until a reader asks for the fold: they are added up each time somebody reads. */
const MANY_CHANGES = 2000

/** Null where the rollups do not keep what is asked, or are to be made again. */
async function fromRollup(
  question: CountsQuestion,
  measures: readonly Measure[],
  timeZone: string,
): Promise<Counted[] | null> {
  const cells = areKept(question, measures) ? cellsFor(question, sql`to_char(cell.day, 'YYYY-MM')`) : null
  if (!cells) return null
  const { within = null } = question
  const sums = sumsOf(measures)
  const tables = ROLLUPS.filter(({ created }) => measures.some((name) => isOfCreation(name) === created))
  const folded = tables.map(({ table, created }) => {
    const columns = measures.map((name) => {
      if (isOfCreation(name) !== created) return nothing(name)
      const kept =
        isReached(name) && within !== null ? KEPT_COLUMN[within as KeptWithin][name] : MEASURE_COLUMN[name]
      return sql`sum(part.weight * cell.${kept}) as ${MEASURE_COLUMN[name]}`
    })
    return sql`
      select ${cells.key} as key, ${join(columns)}
      from ${partsTable(question)} join ${table} cell on cell.dimension = ${cells.dimension}::rollup_dimension
        and cell.monthly = part.monthly and cell.day between part.first and part.last${cells.only}
      group by 1`
  })
  const unfolded = countedParts(question, measures, timeZone, sql`lead_change lead`, (name) =>
    signedMeasure(name, sql`lead.sign`, within, timeZone),
  )
  // Planned once: whatever the days, their parts are found one by one in the index of cells.
  const rows = await db.rows<Counted & { zone: string | null; waiting: number; found: boolean | null }>(
    sql`
    select state.time_zone as zone, (select count(*) from lead_change) as waiting, counted.*
    from rollup_state state left join (
      select true as found, key, ${join(sums)} from (${join([...folded, ...unfolded], ' union all ')}) part group by key
    ) counted on true`,
  )
  const [first] = rows
  if (first?.zone !== timeZone) {
    await askForFold()
    return null
  }
  if (first.waiting > MANY_CHANGES) await askForFold()
  return rows.filter(({ found }) => found)
}

const ROLLUPS = [
  { table: sql`created_rollup`, created: true },
  { table: sql`event_rollup`, created: false },
]

function isOfCreation(measure: Measure): boolean {
  return momentOf(measure) === 'created'
}

/** Whether the measures are kept as they are asked for. */
function areKept(
  { within = null, groupBy, filters = {} }: CountsQuestion,
  measures: readonly Measure[],
): boolean {
  const asked = Object.values(filters).some((value) => value !== undefined)
  if (measures.includes('inStatus') && (groupBy !== 'status' || asked)) return false
  return within === null || !measures.some(isReached) || (KEPT_WITHIN as readonly number[]).includes(within)
}

function partsTable({ from, to }: CountsQuestion): Sql {
  const parts = weightedParts({ from: from ?? FIRST_DAY, to })
  return sql`unnest(${parts.map(({ monthly }) => monthly)}::boolean[], ${parts.map(({ first }) => first)}::date[],
    ${parts.map(({ last }) => last)}::date[], ${parts.map(({ weight }) => weight)}::int[]) as part (monthly, first, last, weight)`
}

/** Before everything that a calendar can say. */
const FIRST_DAY = '0001-01-01'

// ── from the leads ──────────────────────────────────────────────────────────────────────────────────────────────────

/** From the leads themselves: each moment has an index of its own. */
function directly(
  question: CountsQuestion,
  measures: readonly Measure[],
  timeZone: string,
): Promise<Counted[]> {
  const { within = null } = question
  const parts = countedParts(question, measures, timeZone, sql`lead`, (name) =>
    countedMeasure(name, within, timeZone),
  )
  return db.rows<Counted>(
    plannedAnew(sql`
    select key, ${join(sumsOf(measures))} from (${join(parts, ' union all ')}) part group by key`),
  )
}

/** One part for each moment of the measures: what counts by it, of the rows of `source` in the days of the question. */
function countedParts(
  question: CountsQuestion,
  measures: readonly Measure[],
  timeZone: string,
  source: Sql,
  counted: (measure: Measure) => Sql,
): Sql[] {
  const moments = MOMENTS.filter((moment) => measures.some((name) => momentOf(name) === moment))
  return moments.map((moment) => {
    const time = MOMENT_COLUMN[moment]
    const columns = measures.map((name) =>
      momentOf(name) === moment ? sql`${counted(name)} as ${MEASURE_COLUMN[name]}` : nothing(name),
    )
    return sql`
      select key::text, ${join(columns)}
      from (select *, ${keyOf(question, time, timeZone)} as key from ${source}
        where ${inDays(time, question, timeZone)}${filterConditions(question.filters ?? {})}) lead
      group by lead.key`
  })
}

function nothing(measure: Measure): Sql {
  return isMoney(measure) ? sql`0.00 as ${MEASURE_COLUMN[measure]}` : sql`0 as ${MEASURE_COLUMN[measure]}`
}

function sumsOf(measures: readonly Measure[]): Sql[] {
  return measures.map((name) =>
    isMoney(name)
      ? sql`sum(${MEASURE_COLUMN[name]})::numeric(20, 2) as ${MEASURE_COLUMN[name]}`
      : sql`sum(${MEASURE_COLUMN[name]})::bigint as ${MEASURE_COLUMN[name]}`,
  )
}

function inDays(time: Sql, { from, to }: CountsQuestion, timeZone: string): Sql {
  return from === null ? sql`${time} < ${endOfDay(to, timeZone)}` : inPeriod(time, { from, to }, timeZone)
}

/** What to group by: the bare column, or the number of the month in the period (ten times cheaper than to ask for a date). */
function keyOf(question: CountsQuestion, time: Sql, timeZone: string): Sql {
  const { groupBy, from, to } = question
  if (groupBy === 'none') return sql`null`
  if (groupBy === 'status') return sql`lead.status`
  if (groupBy !== 'month') return dimensionColumn(groupBy)
  if (from === null) throw new RangeError('months are counted from a day')
  const months = monthsOf({ from, to })
  const starts = months.map((month) => startOfDay(firstDayOf(month), timeZone).toISOString())
  return sql`(${months}::text[])[width_bucket(${time}, ${starts}::timestamptz[])]`
}

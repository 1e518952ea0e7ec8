import { addDays, dayOf, endOfDay, startOfDay } from '@/lib/platform/calendar'
import { empty, join, type Sql, sql } from '@/lib/platform/db/sql'
import { type Period, periodBounds, periodOfMonth } from '@/lib/platform/period'
import type { LeadFilters } from '../search-params'
import type { Segment } from '../stages'

/**
 * What happened in a period, in the order of another time: where the leads of the period lie at neither end of that order,
 * walking along it meets none of them for long, and all of them would have to be read and sorted. An index by month and
 * the other time (migration 20261126010000) has each month of the period in the order of the list, so that a page is
 * the first few of each.
 */
export type Slices = {
  /** the time that the period is about */
  at: Sql
  /** the moment, in UTC, that its month is taken of */
  moment: (time: Sql) => Sql
  from: Sql | null
  to: Sql | null
  /** of which leads there is such an index */
  only: Sql
  /** the orders there is one for */
  orders: readonly string[]
}

/** Null where there is no such index, or where it does not have all that the filters read. */
export function slicesOf(filters: LeadFilters, timeZone: string, at: Date): Slices | null {
  const asked = Object.entries(filters).flatMap(([name, wanted]) => (wanted === undefined ? [] : [name]))
  const only = (...known: readonly string[]) => asked.every((name) => known.includes(name) || name === 'q')
  const { createdFrom, createdTo, stage, segment, basis, from, to, month, wake } = filters

  if (wake && wake !== 'touch' && only('wake')) {
    const tomorrow = sql`${addDays(dayOf(at, timeZone), 1)}::date`
    return {
      at: sql`lead.nurture_wake_on`,
      moment: (day) => sql`${day}::timestamp`,
      from: wake === 'later' ? tomorrow : null,
      to: wake === 'later' ? null : tomorrow,
      only: sql`lead.status = 'nurture'`,
      orders: ['createdAt', 'updatedAt'],
    }
  }
  if (stage && basis === 'period' && STAGES[stage] && from && to && only(...PERIOD)) {
    return {
      ...timesOf(STAGES[stage]),
      ...boundsOf({ from, to }, month, timeZone),
      orders: ['createdAt', 'updatedAt'],
    }
  }
  const created = { ...timesOf(sql`lead.created_at`), orders: ['updatedAt'] }
  if (!only('status', 'grade', 'origin', 'createdFrom', 'createdTo', 'segment', 'within', 'by', ...PERIOD))
    return null
  if (segment ? CREATED.includes(segment) : stage && (basis !== 'period' || stage === 'leads')) {
    return from && to ? { ...created, ...boundsOf({ from, to }, month, timeZone) } : null
  }
  if (stage || segment || !(createdFrom || createdTo)) return null
  return {
    ...created,
    from: createdFrom ? sql`${startOfDay(createdFrom, timeZone)}::timestamptz` : null,
    to: createdTo ? sql`${endOfDay(createdTo, timeZone)}::timestamptz` : null,
  }
}

const PERIOD = ['stage', 'basis', 'from', 'to', 'month']

const STAGES: Partial<Record<string, Sql>> = {
  qualified: sql`lead.reached_qualified`,
  handedOff: sql`lead.reached_handed_off`,
  accepted: sql`lead.reached_accepted`,
}

/** Segments of the leads that were created in the period, of which the index knows all that is asked. */
const CREATED: readonly Segment[] = ['underWay', 'graded', 'becameCustomers']

function timesOf(at: Sql): Pick<Slices, 'at' | 'moment' | 'only'> {
  return { at, moment: (time) => sql`(${time} at time zone 'UTC')`, only: sql`${at} is not null` }
}

function boundsOf(whole: Period, month: string | undefined, timeZone: string): Pick<Slices, 'from' | 'to'> {
  const { start, end } = periodBounds(month ? (periodOfMonth(month, whole) ?? whole) : whole, timeZone)
  return { from: sql`${start}::timestamptz`, to: sql`${end}::timestamptz` }
}

/** What is asked of each lead: what indexes have, and the words of a search, which they have not. */
export type Asked = { indexed: readonly Sql[]; left: readonly Sql[] }

/** The column, and whether the last come first. */
export type Along = { column: Sql; down: boolean }

export function inOrder({ column, down }: Along): Sql {
  return down ? sql`order by ${column} desc, lead.id desc` : sql`order by ${column}, lead.id`
}

/**
 * The first few that fit of `leads`, which are passed one by one in their order and only so far. Words are asked for in
 * those that fit otherwise: they have to be read for that.
 */
export function firstOf(leads: Sql, { indexed, left }: Asked, { column, down }: Along, limit: number): Sql {
  const words =
    left.length > 0 ? sql`where (select ${join(left, ' and ')} from lead where lead.id = passed.id)` : empty
  const direction = down ? sql`desc` : empty
  return sql`
    select id, place from (select lead.id, ${column} as place from (${leads}) lead ${where(indexed)}) passed ${words}
    order by place ${direction}, id ${direction} limit ${limit}`
}

export function where(conditions: readonly Sql[]): Sql {
  return conditions.length > 0 ? sql`where ${join(conditions, ' and ')}` : empty
}

/**
 * The first leads of each month that has any. `offset 0`: a month is planned as if all of it were read, which only its
 * own index does in order.
 */
export function firstOfSlices(
  { at, moment, from, to, only }: Slices,
  stretch: readonly Sql[],
  asked: Asked,
  along: Along,
  limit: number,
): Sql {
  const edge = (inner: Sql, bound: Sql | null, outermost: Sql) =>
    sql`${inner}(${bound ? moment(bound) : sql`null`}, (select ${moment(sql`${outermost}(${at})`)} from lead where ${only}))`
  const month = sql`date_trunc('month', ${moment(at)}) = slice.month`
  const direction = along.down ? sql`desc` : empty
  return sql`
    select page.id
    from generate_series(date_trunc('month', ${edge(sql`greatest`, from, sql`min`)}), ${edge(sql`least`, to, sql`max`)},
      interval '1 month') slice(month)
    cross join lateral (
      ${firstOf(sql`select * from lead ${where([only, month, ...stretch])} ${inOrder(along)} offset 0`, asked, along, limit)}
    ) page
    order by page.place ${direction}, page.id ${direction} limit ${limit}`
}

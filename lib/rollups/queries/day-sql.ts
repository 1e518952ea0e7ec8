import { type Sql, sql } from '@/lib/platform/db/sql'
import type { DayStarts } from '../day-starts'

/**
 * The CTE `days`, by which `dayIn` tells the day of an instant. The instants at which days begin come from
 * lib/platform/calendar, as they do where a period is counted directly: asked for the date in a zone, PostgreSQL says
 * another day where clocks go back over midnight, and may know other rules of a zone than the runtime.
 */
export function daysCte({ days, starts }: DayStarts): Sql {
  return sql`days as materialized (select ${days}::date[] as names, ${starts}::timestamptz[] as starts)`
}

/** The day of the zone in which the instant lies; `days` must know it. */
export function dayIn(time: Sql): Sql {
  return sql`(select names from days)[width_bucket(${time}, (select starts from days))]`
}

import { createdIn, dimensionColumn } from '@/lib/leads/queries/stage-condition'
import type { FilterDimension } from '@/lib/leads/stages'
import { addDays, dayOf, startOfDay } from '@/lib/platform/calendar'
import { db, plannedAnew, sql } from '@/lib/platform/db/sql'
import type { Period } from '@/lib/platform/period'
import { dayStartsBetween } from '../day-starts'
import { type CountFilters, type CountKey, cellsFor, filterConditions } from './cells'

/** Leads that were created on a day: all, and those that are won by now. */
type CreatedDay = { key: CountKey; day: string; leads: number; won: number }

type Question = Period & { groupBy?: 'none' | FilterDimension; filters?: CountFilters }

/** The leads of a period by the day of their creation, from the rollups where they are kept so. A day without leads is no row. */
export async function createdByDay(question: Question, timeZone: string): Promise<CreatedDay[]> {
  const rows = (await fromRollup(question, timeZone)) ?? (await directly(question, timeZone))
  const ids = ['channel', 'campaign', 'owner', 'assignee'].includes(question.groupBy ?? '')
  return rows.map(({ key, ...row }) => ({ key: ids && key !== null ? Number(key) : key, ...row }))
}

type Counted = { key: string | null; day: string; leads: number; won: number }

/** Days, and the changes that are not folded yet: those have no day before they are folded, so each brings its time. */
async function fromRollup(question: Question, timeZone: string): Promise<Counted[] | null> {
  const { from, to, groupBy = 'none', filters = {} } = question
  const cells = cellsFor({ groupBy, filters }, sql`null`)
  if (!cells) return null
  const rows = await db.rows<
    Omit<Counted, 'day'> & { zone: string | null; day: string | null; at: Date | null }
  >(
    plannedAnew(sql`
    select state.time_zone as zone, counted.* from rollup_state state left join (
      select ${cells.key} as key, cell.day, null::timestamptz as at, cell.leads, cell.reached_won as won
      from created_rollup cell
      where cell.dimension = ${cells.dimension}::rollup_dimension and not cell.monthly
        and cell.day between ${from} and ${to}${cells.only}
      union all
      select ${keyOf(groupBy)}::text, null, lead.created_at, sum(lead.sign)::int,
        coalesce(sum(lead.sign) filter (where lead.won_at is not null), 0)::int
      from lead_change lead where ${createdIn({ from, to }, timeZone)}${filterConditions(filters)}
      group by 1, 3
    ) counted on true`),
  )
  if (rows[0]?.zone !== timeZone) return null
  const days = new Map<string, Counted>()
  for (const { key, day: kept, at, leads, won } of rows) {
    const day = kept ?? (at && dayBegunAt(at, timeZone))
    if (!day) continue
    const name = JSON.stringify([key, day])
    const known = days.get(name)
    days.set(name, { key, day, leads: (known?.leads ?? 0) + leads, won: (known?.won ?? 0) + won })
  }
  return [...days.values()].filter(({ leads, won }) => leads !== 0 || won !== 0)
}

/** The last day that has begun: where clocks go back over midnight, the rollups have the hour before it in the new day. */
function dayBegunAt(at: Date, timeZone: string): string {
  const day = dayOf(at, timeZone)
  const next = addDays(day, 1)
  return at >= startOfDay(next, timeZone) ? next : day
}

function directly(question: Question, timeZone: string): Promise<Counted[]> {
  const { from, to, groupBy = 'none', filters = {} } = question
  const { days, starts } = dayStartsBetween(from, to, timeZone)
  return db.rows<Counted>(
    plannedAnew(sql`
    select ${keyOf(groupBy)}::text as key, (${days}::date[])[width_bucket(lead.created_at, ${starts}::timestamptz[])] as day,
      count(*)::int as leads, count(lead.won_at)::int as won
    from lead where ${createdIn({ from, to }, timeZone)}${filterConditions(filters)}
    group by 1, 2`),
  )
}

function keyOf(groupBy: 'none' | FilterDimension) {
  return groupBy === 'none' ? sql`null` : dimensionColumn(groupBy)
}

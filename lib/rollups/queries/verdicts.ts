import { handoffCondition, within } from '@/lib/handoffs/queries/handoff-condition'
import type { Grade } from '@/lib/platform/db/generated/enums'
import { db, join, plannedAnew, type Sql, sql } from '@/lib/platform/db/sql'
import { type Period, periodBounds } from '@/lib/platform/period'
import { weightedParts } from '../parts'
import {
  ANY_VERDICT,
  VERDICT_COLUMNS,
  VERDICT_SUMS,
  type VerdictFacet,
  verdictParts,
  WEIGHTED_VERDICTS,
} from './verdict-sql'

/** Rounds that were decided in a period; each count is the set of handoff-sets.ts of this name. */
export type VerdictCounts = {
  decided: number
  accepted: number
  contested: number
  overturned: number
  timed: number
  /** decided in time */
  inTime: number
  won: number
  atWork: number
}

export type VerdictCell = VerdictCounts & {
  /** of the facet; null: nobody, nowhere */
  key: number | null
  /** of marketers and reps: at which it was handed off */
  grade: Grade | null
  /** of marketers: what the answers said then */
  computedGrade: Grade | null
  /** null of what was accepted */
  reasonId: number | null
}

/** The verdicts of a period by who handed off or decided, or by where their leads come from; in no order. */
export async function verdictsBy(
  facet: VerdictFacet,
  period: Period,
  timeZone: string,
): Promise<VerdictCell[]> {
  return (await folded(facet, period, timeZone)) ?? counted(facet, period, timeZone)
}

type Row = Omit<VerdictCell, 'computedGrade' | 'reasonId' | 'inTime' | 'atWork'> & {
  computed_grade: Grade | null
  reason_id: number | null
  in_time: number
  at_work: number
}

/** Whole months, the days at the ends, and the changes that are not folded yet, as of one moment. Null: not ready. */
async function folded(facet: VerdictFacet, period: Period, timeZone: string): Promise<VerdictCell[] | null> {
  const parts = weightedParts(period)
  const { start, end } = periodBounds(period, timeZone)
  const rows = await db.rows<Row & { found: boolean | null }>(sql`
    select verdict.*
    from rollup_state left join (
      select true as found, key, grade, computed_grade, reason_id, ${VERDICT_SUMS}
      from (
        select cell.key, cell.grade, cell.computed_grade, cell.reason_id, ${WEIGHTED_VERDICTS}
        from unnest(${parts.map(({ monthly }) => monthly)}::boolean[], ${parts.map(({ first }) => first)}::date[],
          ${parts.map(({ last }) => last)}::date[], ${parts.map(({ weight }) => weight)}::int[]) part (monthly, first, last, weight)
        cross join lateral (
          select * from verdict_rollup r
          where r.facet = ${facet}::verdict_facet and r.monthly = part.monthly and r.day between part.first and part.last
          offset 0 -- each part from the index, whatever the planner thinks of ranges
        ) cell
        union all
        select ${verdictParts(facet)} from handoff_change
        where decided_at >= ${start.toISOString()}::timestamptz and decided_at < ${end.toISOString()}::timestamptz
      ) part (key, grade, computed_grade, reason_id, ${VERDICT_COLUMNS})
      group by 2, 3, 4, 5
      having ${ANY_VERDICT}
    ) verdict on true
    where time_zone = ${timeZone}::text`)
  if (rows.length === 0) return null
  return rows.flatMap(({ found, computed_grade, reason_id, in_time, at_work, ...row }) =>
    found
      ? [{ ...row, computedGrade: computed_grade, reasonId: reason_id, inTime: in_time, atWork: at_work }]
      : [],
  )
}

/** What a facet keeps, read from handoffs and their leads themselves and not from what is copied. */
const CELL: Record<VerdictFacet, { key: Sql; grade: Sql; computedGrade: Sql; from: Sql }> = {
  marketer: {
    key: sql`handoff.offered_by_id`,
    grade: sql`handoff.grade`,
    computedGrade: sql`handoff.computed_grade`,
    from: sql`handoff`,
  },
  rep: {
    key: sql`handoff.decided_by_id`,
    grade: sql`handoff.grade`,
    computedGrade: sql`null::grade`,
    from: sql`handoff`,
  },
  channel: ofPlace(sql`channel_id`),
  campaign: ofPlace(sql`campaign_id`),
}

function ofPlace(column: Sql) {
  return {
    key: sql`place.${column}`,
    grade: sql`null::grade`,
    computedGrade: sql`null::grade`,
    from: sql`handoff join lead place on place.id = handoff.lead_id`,
  }
}

const NAMES: Record<keyof VerdictCounts, Sql> = {
  decided: sql`decided`,
  accepted: sql`accepted`,
  contested: sql`contested`,
  overturned: sql`overturned`,
  timed: sql`timed`,
  inTime: sql`"inTime"`,
  won: sql`won`,
  atWork: sql`"atWork"`,
}

/** From the handoffs themselves, by the conditions of the lists behind the numbers. */
function counted(facet: VerdictFacet, period: Period, timeZone: string): Promise<VerdictCell[]> {
  const at = new Date(0) // whatever the time: a verdict has been given
  const { key, grade, computedGrade, from } = CELL[facet]
  const counts = Object.entries(NAMES).map(
    ([set, name]) => sql`count(*) filter (where ${within(set as keyof VerdictCounts, at)})::int as ${name}`,
  )
  return db.rows<VerdictCell>(
    plannedAnew(sql`
    select ${key} as key, ${grade} as grade, ${computedGrade} as "computedGrade", handoff.reason_id as "reasonId", ${join(counts)}
    from ${from} where ${handoffCondition({ set: 'decided', ...period, timeZone, at })}
    group by 1, 2, 3, 4`),
  )
}

import { join, type Sql, sql } from '@/lib/platform/db/sql'

/** By whom or where verdicts are kept: one at a time, as all together would be as many rows as verdicts. */
export type VerdictFacet = 'marketer' | 'rep' | 'channel' | 'campaign'

/** What tells the cells of a facet apart besides the reason, in rows that read as `handoff_change`; null: not kept by it. */
const FACETS: Record<VerdictFacet, { key: Sql; grade: Sql; computedGrade: Sql }> = {
  marketer: { key: sql`marketer_id`, grade: sql`grade`, computedGrade: sql`computed_grade` },
  rep: { key: sql`rep_id`, grade: sql`grade`, computedGrade: sql`null::grade` },
  channel: { key: sql`channel_id`, grade: sql`null::grade`, computedGrade: sql`null::grade` },
  campaign: { key: sql`campaign_id`, grade: sql`null::grade`, computedGrade: sql`null::grade` },
}

/** What is counted: the column of the rollup, and what a row of `handoff_change` adds to it. */
const COUNTS: readonly { column: Sql; added: Sql }[] = [
  { column: sql`decided`, added: sql`sign` },
  { column: sql`accepted`, added: sql`sign * accepted::int` },
  { column: sql`contested`, added: sql`sign * contested::int` },
  { column: sql`overturned`, added: sql`sign * overturned::int` },
  { column: sql`timed`, added: sql`sign * (response_minutes is not null)::int` },
  { column: sql`in_time`, added: sql`sign * in_time::int` },
  { column: sql`won`, added: sql`sign * won::int` },
  { column: sql`at_work`, added: sql`sign * at_work::int` },
]
export const VERDICT_COLUMNS = join(COUNTS.map(({ column }) => column))
/** Rows of the rollup, each as often as its weight says. */
export const WEIGHTED_VERDICTS = join(COUNTS.map(({ column }) => sql`weight * cell.${column}`))
export const VERDICT_SUMS = join(COUNTS.map(({ column }) => sql`sum(${column})::int as ${column}`))
/** Whether there is anything in the sums. */
export const ANY_VERDICT = sql`(${join(COUNTS.map(({ column }) => sql`sum(${column})`))}) <> (${join(COUNTS.map(() => sql`0`))})`

/** What changes add to the cells of a facet: (key, grade, computed_grade, reason_id, counts …), row by row. */
export function verdictParts(facet: VerdictFacet): Sql {
  const { key, grade, computedGrade } = FACETS[facet]
  const counts = COUNTS.map(({ column, added }) => sql`${added} as ${column}`)
  return sql`${key} as key, ${grade} as grade, ${computedGrade} as computed_grade, reason_id, ${join(counts)}`
}

/** Adds changes (as rows of `handoff_change` with their `day`) to the rollup: days first, and months from them. */
export function verdictsAdded(changes: Sql): Sql {
  const names = Object.keys(FACETS) as VerdictFacet[]
  const facets = names.map((facet) => {
    const { key, grade, computedGrade } = FACETS[facet]
    return sql`(${facet}::verdict_facet, ${key}, ${grade}, ${computedGrade})`
  })
  const added = COUNTS.map(({ column, added }) => sql`sum(${added}) as ${column}`)
  const kept = COUNTS.map(({ column }) => sql`${column} = verdict_rollup.${column} + excluded.${column}`)
  return sql`
    insert into verdict_rollup (facet, monthly, day, key, grade, computed_grade, reason_id, ${VERDICT_COLUMNS})
    select facet, monthly, case when monthly then date_trunc('month', day::timestamp)::date else day end, key, grade, computed_grade,
      reason_id, ${VERDICT_SUMS}
    from (
      select facet, day, of.key, of.grade, of.computed_grade, reason_id, ${join(added)}
      from ${changes} verdict cross join lateral (values ${join(facets)}) of (facet, key, grade, computed_grade)
      group by 1, 2, 3, 4, 5, 6
    ) daily, unnest(array[false, true]) monthly
    group by 1, 2, 3, 4, 5, 6, 7
    having ${ANY_VERDICT}
    order by 1, 2, 3, 4, 5, 6, 7
    on conflict (facet, monthly, day, key, grade, computed_grade, reason_id) do update set ${join(kept)}`
}

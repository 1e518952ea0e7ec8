import { benjaminiHochberg, compareProportions, ENOUGH, type Proportion } from '@/lib/platform/statistics'

/** How a share compares with that of all the others together: neither is good or bad by itself. */
export type Compared = 'more' | 'less' | 'same' | 'too_few'

/**
 * Each row of each table against the other rows of its table together. All of it is one look, so the correction for
 * chance is over every comparison in it. Where the row or the rest has under 30 in its base there is nothing to judge
 * by, and such a row is not among those that are corrected for.
 */
export function comparedWithRest(tables: readonly (readonly Proportion[])[]): Compared[][] {
  const judged: { table: number; row: number; p: number; more: boolean }[] = []
  const results = tables.map((rows, table) => {
    const count = rows.reduce((sum, row) => sum + row.count, 0)
    const base = rows.reduce((sum, row) => sum + row.base, 0)
    return rows.map((one, row): Compared => {
      const rest = { count: count - one.count, base: base - one.base }
      if (one.base < ENOUGH || rest.base < ENOUGH) return 'too_few'
      const more = one.count * rest.base > rest.count * one.base
      judged.push({ table, row, p: compareProportions(one, rest), more })
      return 'same'
    })
  })
  const found = benjaminiHochberg(judged.map(({ p }) => p))
  for (const [index, { table, row, more }] of judged.entries()) {
    const rows = results[table]
    if (found[index] && rows) rows[row] = more ? 'more' : 'less'
  }
  return results
}

/** The share of one group against that of another. */
export function comparedWith(one: Proportion, other: Proportion): Compared {
  return comparedWithRest([[one, other]])[0]?.[0] ?? 'too_few'
}

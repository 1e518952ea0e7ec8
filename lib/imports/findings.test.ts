import { describe, expect, it } from 'vitest'
import { MAX_PROBLEM_ROWS, ProblemSummary, withChanges } from './findings'
import type { RowProblem } from './row'

const CODES = ['email', 'required', 'unknown_channel']
const COLUMNS = ['Mail', 'Source', null]

function randomProblems(seed: number) {
  let state = seed
  const next = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
  return (): RowProblem[] =>
    Array.from({ length: next(3) }, () => ({
      code: CODES[next(3)] ?? '',
      column: COLUMNS[next(3)] ?? null,
      value: `v${next(4)}`,
    }))
}

const counts = (problems: readonly { code: string; column: string | null; count: number }[]) =>
  new Map(problems.map(({ code, column, count }) => [`${code} ${column}`, count]))

describe('the summary of problems', () => {
  it('counts by kind and column, the most frequent first, with the values that occur most', () => {
    const summary = new ProblemSummary()
    const problem = (value: string): RowProblem => ({ code: 'unknown_channel', column: 'Source', value })
    for (const [row, value] of ['cpc', 'cpc', 'expo', 'cpc'].entries())
      summary.add({ row, cells: [value], problems: [problem(value)] })
    summary.add({ row: 9, cells: [''], problems: [{ code: 'identity', column: null, value: '' }] })
    expect(summary.problems).toEqual([
      {
        code: 'unknown_channel',
        column: 'Source',
        count: 4,
        examples: [
          { value: 'cpc', count: 3 },
          { value: 'expo', count: 1 },
        ],
      },
      { code: 'identity', column: null, count: 1, examples: [] },
    ])
  })

  it('keeps no more rows than the grid can show, and counts all', () => {
    const summary = new ProblemSummary()
    for (let row = 0; row < MAX_PROBLEM_ROWS + 5; row++)
      summary.add({ row, cells: ['x'], problems: [{ code: 'email', column: 'Mail', value: `${row}` }] })
    expect(summary.rows).toHaveLength(MAX_PROBLEM_ROWS)
    expect(summary.problems[0]?.count).toBe(MAX_PROBLEM_ROWS + 5)
  })

  it.each(Array.from({ length: 20 }, (_, seed) => seed))(
    'follows repairs as if counted anew (%i)',
    (seed) => {
      const random = randomProblems(seed + 1)
      const rows = Array.from({ length: 30 }, random)
      const summed = (all: RowProblem[][]) => {
        const summary = new ProblemSummary()
        for (const [row, problems] of all.entries()) summary.add({ row, cells: [], problems })
        return summary.problems
      }
      let problems = summed(rows)
      for (let at = 0; at < 20; at++) {
        const after = random()
        problems = withChanges(problems, rows[at] ?? [], after)
        rows[at] = after
      }
      expect(counts(problems)).toEqual(counts(summed(rows)))
    },
  )
})

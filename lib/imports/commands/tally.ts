import type { RowProblem } from '../row'

/** A row that can be written, with its place in the file and its cells as they came. */
export type Numbered<R> = { row: number; cells: string[]; value: R }

export type Rejected = { row: number; cells: string[]; problems: RowProblem[] }

/** What became of rows: the five counts of an import, the rejected ones with their reasons. */
export type Tally = {
  created: number
  updated: number
  touched: number
  skipped: number
  rejected: Rejected[]
}

export type Fated = 'created' | 'updated' | 'touched' | 'skipped'

export function noTally(): Tally {
  return { created: 0, updated: 0, touched: 0, skipped: 0, rejected: [] }
}

export function rejectRow({ row, cells }: Numbered<unknown>, code: string, value = ''): Rejected {
  return { row, cells, problems: [{ column: null, code, value }] }
}

/** The counts of rows whose fates are known. */
export function tallyOf(sorted: { fates: readonly { fate: Fated }[]; rejected: Rejected[] }): Tally {
  const tally: Tally = { ...noTally(), rejected: sorted.rejected }
  for (const { fate } of sorted.fates) tally[fate]++
  return tally
}

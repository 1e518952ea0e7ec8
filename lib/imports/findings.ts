import type { DateFormat } from './dates'
import type { Decimal } from './numbers'
import { ownText } from './own-text'
import type { FormatQuestion, Formats, ImportPlan, RowProblem } from './row'

/** What the check of a whole file found, summed up. Nothing of it is guessed, and nothing has been written yet. */

export const EXAMPLES = 5
export const SAMPLES = 8
/** Rows with problems that the grid can show before they are repaired and the rest is looked at again. */
export const MAX_PROBLEM_ROWS = 10_000
/** Of all those rows together: a file of giant cells does not fill the database. */
const MAX_PROBLEM_CHARACTERS = 20_000_000

export type Counts = { created: number; updated: number; touched: number; skipped: number; rejected: number }

export type ProblemKind = { code: string; column: string | null; count: number; examples: Example[] }
export type Example = { value: string; count: number }

/** A row that is about a lead that is there, or about the same one as an earlier row. */
export type MatchSample = {
  row: number
  cells: string[]
  leadId: number | null
  by: MatchedBy
  firstRow: number | null
}
export type MatchedBy = 'externalId' | 'email' | 'phone'

export type Findings = {
  /** of the draft that was checked: an older one than the draft's says that the numbers are from before a repair */
  version: number
  rows: number
  header: string[]
  formats: { dates: Record<string, DateFormat[]>; decimals: Record<string, Decimal> }
  questions: FormatQuestion[]
  problems: ProblemKind[]
  /** how many rows with problems the grid has */
  problemRows: number
  matches: Counts
  /** rows about a lead that is there, by what they were recognised, and about a lead of an earlier row */
  inDatabase: Record<MatchedBy, number>
  inFile: number
  samples: MatchSample[]
  /** false: so long a file that repeats within it are counted only up to a point */
  exact: boolean
}

export type ProblemRow = { row: number; cells: string[]; problems: RowProblem[] }

export function formatsOf({ formats: { dates, decimals } }: Pick<Findings, 'formats'>): Formats {
  return { dates: new Map(Object.entries(dates)), decimals: new Map(Object.entries(decimals)) }
}

/** Sums up problems of rows by kind and column, the most frequent first, each with the values that occur most. */
export class ProblemSummary {
  readonly rows: ProblemRow[] = []
  private characters = 0
  private readonly kinds = new Map<string, { kind: ProblemKind; values: Map<string, number> }>()

  add(row: ProblemRow): void {
    for (const { code, column, value } of row.problems) {
      const key = `${code}\n${column ?? ''}`
      const entry = this.kinds.get(key) ?? {
        kind: { code, column, count: 0, examples: [] },
        values: new Map<string, number>(),
      }
      this.kinds.set(key, entry)
      entry.kind.count++
      // Every value may be another: the first ones stand for all of them.
      if (value !== '' && (entry.values.has(value) || entry.values.size < 1000))
        entry.values.set(ownText(value), (entry.values.get(value) ?? 0) + 1)
    }
    // a row of a million empty cells takes room, too
    const size = row.cells.reduce((sum, cell) => sum + cell.length + 1, 0)
    if (this.rows.length >= MAX_PROBLEM_ROWS || this.characters + size > MAX_PROBLEM_CHARACTERS) return
    this.characters += size
    this.rows.push({
      row: row.row,
      cells: row.cells.map(ownText),
      problems: row.problems.map((problem) => ({ ...problem, value: ownText(problem.value) })),
    })
  }

  get problems(): ProblemKind[] {
    return [...this.kinds.values()]
      .map(({ kind, values }) => ({
        ...kind,
        examples: [...values]
          .map(([value, count]) => ({ value, count }))
          .sort((a, b) => b.count - a.count)
          .slice(0, EXAMPLES),
      }))
      .sort((a, b) => b.count - a.count)
  }
}

/** The counts once some rows' problems have become others (or none), without looking at the whole file again. */
export function withChanges(
  problems: readonly ProblemKind[],
  before: readonly RowProblem[],
  after: readonly RowProblem[],
): ProblemKind[] {
  const kinds = new Map(
    problems.map((kind) => [keyOf(kind), { ...kind, examples: kind.examples.map((one) => ({ ...one })) }]),
  )
  const add = (problem: RowProblem, by: number) => {
    const key = keyOf(problem)
    const kind = kinds.get(key) ?? { code: problem.code, column: problem.column, count: 0, examples: [] }
    kinds.set(key, kind)
    kind.count += by
    const example = kind.examples.find(({ value }) => value === problem.value)
    if (example) example.count += by
    else if (by > 0 && problem.value !== '' && kind.examples.length < EXAMPLES)
      kind.examples.push({ value: problem.value, count: by })
  }
  for (const problem of before) add(problem, -1)
  for (const problem of after) add(problem, 1)
  return [...kinds.values()]
    .filter(({ count }) => count > 0)
    .map((kind) => ({ ...kind, examples: kind.examples.filter(({ count }) => count > 0) }))
}

function keyOf({ code, column }: Pick<RowProblem, 'code' | 'column'>): string {
  return `${code}\n${column ?? ''}`
}

/** Fields whose cell is at fault when a row does not fit what is in the database. */
const FIELDS_OF: Record<string, readonly string[]> = {
  unknown_channel: ['channel'],
  unknown_campaign: ['campaign'],
  unknown_person: ['owner', 'assignee'],
  unknown_lead: ['leadId', 'externalId', 'email'],
  already_closed: ['externalId', 'email'],
  waits_for_verdict: ['externalId', 'email'],
  not_your_side: ['side'],
}

/** The same problem with the column in which it can be repaired. */
export function placed(problem: RowProblem, plan: ImportPlan, cells: readonly string[]): RowProblem {
  const fields = FIELDS_OF[problem.code]
  if (problem.column !== null || !fields) return problem
  const sources = fields.flatMap(
    (field) => plan.sources.find((one) => one.field === field && one.index >= 0) ?? [],
  )
  const filled = sources.filter(({ index }) => (cells[index] ?? '').trim() !== '')
  const exact = filled.find(({ index }) => cells[index]?.normalize('NFC').trim() === problem.value)
  return { ...problem, column: (exact ?? filled[0] ?? sources[0])?.column ?? null }
}

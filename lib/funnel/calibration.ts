import type { Grade } from '@/lib/platform/db/generated/enums'
import { type Estimate, type Proportion, wilson } from '@/lib/platform/statistics'
import { type Compared, comparedWith, comparedWithRest } from './compared'
import { MIX_GRADES } from './quality'

/**
 * Whether a grade means what it says: how often what was handed off as hot, warm or cold was accepted, and won. Counted
 * in rounds that were decided in the period, in the row of the marketer who handed them off. A win counts for the last
 * round that sales accepted, so each lead is won once.
 *
 * An override is a round whose grade differs from what the answers said when it was handed off. It was right when sales
 * agreed: a hotter one that was accepted, a colder one that was rejected.
 */

/** Decided rounds of one marketer, at one grade, whose answers said one grade (null: not known). */
export type CalibrationCell = {
  marketerId: number
  grade: Grade | null
  computedGrade: Grade | null
  decided: number
  accepted: number
  won: number
  /** accepted, and neither won, lost nor given back yet */
  atWork: number
}

export type Judged = Estimate & { verdict: Compared }

export type GradeCalibration = { accepted: Judged; won: Judged; atWork: number }

export type Overrides = {
  /** hotter than the answers, and how many of them sales accepted and won */
  up: number
  upAccepted: number
  upWon: number
  /** colder than the answers, and how many of them sales rejected */
  down: number
  downRejected: number
  /** the share that sales agreed with */
  right: Judged
}

export type CalibrationRow = { grades: Record<Grade, GradeCalibration>; overrides: Overrides }

export type Calibration = {
  total: CalibrationRow
  people: (CalibrationRow & { personId: number })[]
  /** is hot accepted more often than warm, and warm more often than cold? */
  order: { hotOverWarm: Compared; warmOverCold: Compared }
  /** of what was handed off as hot: what a marketer said against what the answers said */
  hot: { overridden: Estimate; answered: Estimate; verdict: Compared }
}

type Sums = Pick<CalibrationCell, 'decided' | 'accepted' | 'won' | 'atWork'>

function sumOf(cells: readonly CalibrationCell[]): Sums {
  const sum = (name: keyof Sums) => cells.reduce((total, cell) => total + cell[name], 0)
  return { decided: sum('decided'), accepted: sum('accepted'), won: sum('won'), atWork: sum('atWork') }
}

/** Whether it was handed off hotter (up) or colder than the answers said. The grades are named from hot to cold. */
export function differenceOf({
  grade,
  computedGrade,
}: Pick<CalibrationCell, 'grade' | 'computedGrade'>): 'up' | 'down' | null {
  if (grade === null || computedGrade === null || grade === computedGrade) return null
  return MIX_GRADES.indexOf(grade) < MIX_GRADES.indexOf(computedGrade) ? 'up' : 'down'
}

function overridesOf(cells: readonly CalibrationCell[]): Omit<Overrides, 'right'> & { right: Proportion } {
  const up = sumOf(cells.filter((cell) => differenceOf(cell) === 'up'))
  const down = sumOf(cells.filter((cell) => differenceOf(cell) === 'down'))
  const downRejected = down.decided - down.accepted
  return {
    up: up.decided,
    upAccepted: up.accepted,
    upWon: up.won,
    down: down.decided,
    downRejected,
    right: { count: up.accepted + downRejected, base: up.decided + down.decided },
  }
}

/** Everybody's calibration, each marketer's against that of the others, corrected over all that is compared. */
export function calibrationOf(cells: readonly CalibrationCell[]): Calibration {
  const ids = [...new Set(cells.map(({ marketerId }) => marketerId))]
  const parts = ids.map((id) => {
    const own = cells.filter(({ marketerId }) => marketerId === id)
    const sums = MIX_GRADES.map((grade) => sumOf(own.filter((cell) => cell.grade === grade)))
    return { id, sums, overrides: overridesOf(own) }
  })
  const shares = (name: 'accepted' | 'won') =>
    MIX_GRADES.map((_, index) =>
      parts.map(({ sums }) => ({ count: sums[index]?.[name] ?? 0, base: sums[index]?.decided ?? 0 })),
    )
  const compared = comparedWithRest([
    ...shares('accepted'),
    ...shares('won'),
    parts.map(({ overrides }) => overrides.right),
  ])
  const verdict = (table: number, row: number): Compared => compared[table]?.[row] ?? 'too_few'
  const people = parts.map(({ id, sums, overrides }, row) => ({
    personId: id,
    ...rowOf(sums, overrides, (table) => verdict(table, row)),
  }))
  const byGrade = MIX_GRADES.map((grade) => sumOf(cells.filter((cell) => cell.grade === grade)))
  const [hot, warm, cold] = byGrade.map(({ accepted, decided }) => ({ count: accepted, base: decided }))
  const nothing = { count: 0, base: 0 }
  const hotCells = cells.filter(({ grade }) => grade === 'hot')
  const acceptance = (some: readonly CalibrationCell[]): Proportion => {
    const { accepted, decided } = sumOf(some)
    return { count: accepted, base: decided }
  }
  const overridden = acceptance(hotCells.filter((cell) => differenceOf(cell) === 'up'))
  const answered = acceptance(hotCells.filter(({ computedGrade }) => computedGrade === 'hot'))
  return {
    total: rowOf(byGrade, overridesOf(cells), () => 'too_few'),
    people,
    order: {
      hotOverWarm: comparedWith(hot ?? nothing, warm ?? nothing),
      warmOverCold: comparedWith(warm ?? nothing, cold ?? nothing),
    },
    hot: {
      overridden: wilson(overridden.count, overridden.base),
      answered: wilson(answered.count, answered.base),
      verdict: comparedWith(overridden, answered),
    },
  }
}

function rowOf(
  sums: readonly Sums[],
  { right, ...overrides }: ReturnType<typeof overridesOf>,
  verdict: (table: number) => Compared,
): CalibrationRow {
  const grade = (index: number): GradeCalibration => {
    const { decided, accepted, won, atWork } = sums[index] ?? { decided: 0, accepted: 0, won: 0, atWork: 0 }
    return {
      accepted: { ...wilson(accepted, decided), verdict: verdict(index) },
      won: { ...wilson(won, decided), verdict: verdict(MIX_GRADES.length + index) },
      atWork,
    }
  }
  return {
    grades: { hot: grade(0), warm: grade(1), cold: grade(2) },
    overrides: {
      ...overrides,
      right: { ...wilson(right.count, right.base), verdict: verdict(2 * MIX_GRADES.length) },
    },
  }
}

import type { Grade } from '@/lib/platform/db/generated/enums'
import { type Estimate, wilson } from '@/lib/platform/statistics'
import { type Compared, comparedWithRest } from './compared'

/** What hot, warm and cold say about where leads come from. */

export const MIX_GRADES = ['hot', 'warm', 'cold'] as const satisfies readonly Grade[]

/** What the mix can be split by. */
export const MIX_GROUPINGS = ['channel', 'campaign'] as const
export type MixGrouping = (typeof MIX_GROUPINGS)[number]

export type GradeCounts = Record<Grade, number> & { leads: number; graded: number }

/** hot: do more of what brought them; warm: change the offer; cold: send the best closers or stop paying for them. */
export const SUGGESTIONS = { hot: 'more', warm: 'offer', cold: 'closers' } as const satisfies Record<
  Grade,
  string
>
export type Suggestion = (typeof SUGGESTIONS)[Grade]

export type MixShare = Estimate & { verdict: Compared }

export type Mix = GradeCounts & {
  ungraded: number
  /** of the graded leads */
  shares: Record<Grade, MixShare>
  /** what the mix suggests: only what the rest does not suggest as well, and never by chance */
  suggests: Suggestion[]
}

/** The mix of each row, judged against the other rows. */
export function mixesOf(rows: readonly GradeCounts[]): Mix[] {
  const compared = comparedWithRest(
    MIX_GRADES.map((grade) => rows.map((row) => ({ count: row[grade], base: row.graded }))),
  )
  return rows.map((row, index) =>
    mixWith(row, (grade) => compared[MIX_GRADES.indexOf(grade)]?.[index] ?? 'too_few'),
  )
}

/** The mix of all rows together: there is no rest to judge it against. */
export function totalMix(rows: readonly GradeCounts[]): Mix {
  const sum = (name: keyof GradeCounts) => rows.reduce((total, row) => total + row[name], 0)
  const all = {
    leads: sum('leads'),
    graded: sum('graded'),
    hot: sum('hot'),
    warm: sum('warm'),
    cold: sum('cold'),
  }
  return mixWith(all, () => 'too_few')
}

function mixWith(row: GradeCounts, verdictOn: (grade: Grade) => Compared): Mix {
  const share = (grade: Grade): MixShare => ({ ...wilson(row[grade], row.graded), verdict: verdictOn(grade) })
  const shares = { hot: share('hot'), warm: share('warm'), cold: share('cold') }
  return {
    leads: row.leads,
    graded: row.graded,
    hot: row.hot,
    warm: row.warm,
    cold: row.cold,
    ungraded: row.leads - row.graded,
    shares,
    suggests: MIX_GRADES.filter((grade) => shares[grade].verdict === 'more').map(
      (grade) => SUGGESTIONS[grade],
    ),
  }
}

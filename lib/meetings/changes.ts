import { isGoodNews } from '@/lib/funnel/change'
import type { KpiId } from '@/lib/funnel/metrics'
import { benjaminiHochberg, compareProportions, ENOUGH, type Proportion } from '@/lib/platform/statistics'

/** A share now and before: of the company, or of one channel (null: leads without one). */
export type Compared = {
  metric: KpiId
  channel: { id: number | null; name: string | null } | null
  now: Proportion
  before: Proportion
}

export type SureChange = Compared & {
  /** null where more is neither good nor bad */
  good: boolean | null
}

export type Changes = {
  sure: SureChange[]
  /** how many shares were tested together, and how many had too few cases to be */
  tested: number
  tooFew: number
}

/**
 * What changed beyond chance. Everything that the meeting looks at is one family of tests: with forty shares one or two
 * would "change" each week by chance alone.
 */
export function sureChanges(rows: readonly Compared[]): Changes {
  const tested = rows.filter(({ now, before }) => now.base >= ENOUGH && before.base >= ENOUGH)
  const discoveries = benjaminiHochberg(tested.map(({ now, before }) => compareProportions(now, before)))
  const sure = tested
    .filter((_, index) => discoveries[index])
    .map((row) => ({
      ...row,
      good: isGoodNews(row.metric, row.now.count / row.now.base, row.before.count / row.before.base),
    }))
  return {
    // the company first, then channels by how many cases speak
    sure: sure.toSorted(
      (a, b) => Number(a.channel !== null) - Number(b.channel !== null) || b.now.base - a.now.base,
    ),
    tested: tested.length,
    tooFew: rows.length - tested.length,
  }
}

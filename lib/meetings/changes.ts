import { isGoodNews } from '@/lib/funnel/change'
import type { KpiId } from '@/lib/funnel/metrics'
import { judgedChanges, type Proportion } from '@/lib/platform/statistics'

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
  const judged = judgedChanges(rows)
  const sure = rows
    .filter((_, index) => judged[index] === 'up' || judged[index] === 'down')
    .map((row) => ({
      ...row,
      good: isGoodNews(row.metric, row.now.count / row.now.base, row.before.count / row.before.base),
    }))
  const tooFew = judged.filter((change) => change === 'too_few').length
  return {
    // the company first, then channels by how many cases speak
    sure: sure.toSorted(
      (a, b) => Number(a.channel !== null) - Number(b.channel !== null) || b.now.base - a.now.base,
    ),
    tested: rows.length - tooFew,
    tooFew,
  }
}

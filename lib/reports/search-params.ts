import type { Period } from '@/lib/platform/period'
import { type Mended, readPeriod } from '@/lib/platform/period-choice'
import { hrefWith, type Query } from '@/lib/platform/url-state'

/** The days that the summary is of; usually the last whole month, as boards meet after it. */
export function readSummary(query: Query, today: string): Period & { mended: Mended } {
  return readPeriod(query, today, 'lastMonth')
}

export function summaryHref({ from, to }: Period): string {
  return hrefWith('/kpis/summary', { from, to })
}

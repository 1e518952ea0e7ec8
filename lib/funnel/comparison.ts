import { NO_KEY } from '@/lib/leads/stages'
import { type Period, previousPeriod } from '@/lib/platform/period'
import { type Mended, readPeriod } from '@/lib/platform/period-choice'
import { one, type Query } from '@/lib/platform/url-state'

/** What two funnels can be put side by side of. */
export const COMPARED_BY = ['period', 'channel', 'campaign', 'owner', 'assignee'] as const
export type ComparedBy = (typeof COMPARED_BY)[number]

export type Comparison =
  | { by: 'period'; other: Period; mended: Mended }
  /** ids or `none`; null: not chosen, the largest are taken */
  | { by: Exclude<ComparedBy, 'period'>; first: string | null; second: string | null }

/** The comparison that the funnel's address asks for; without days of their own two periods are this one and that before. */
export function readComparison(query: Query, period: Period, today: string): Comparison | null {
  const by = COMPARED_BY.find((name) => name === one(query, 'compare'))
  if (!by) return null
  if (by !== 'period') return { by, first: keyOf(one(query, 'first')), second: keyOf(one(query, 'second')) }
  const from = one(query, 'otherFrom')
  const to = one(query, 'otherTo')
  if (!from && !to) return { by, other: previousPeriod(period), mended: 'none' }
  const { mended, ...other } = readPeriod({ from, to }, today, 'last12')
  return { by, other, mended }
}

function keyOf(value: string | undefined): string | null {
  return value === NO_KEY || (value && /^[1-9]\d{0,8}$/.test(value)) ? value : null
}

/** The comparison as parameters, for links and forms that keep it. */
export function comparisonQuery(comparison: Comparison | null, period: Period): Record<string, string> {
  if (!comparison) return {}
  if (comparison.by !== 'period') {
    const { by, first, second } = comparison
    return { compare: by, ...(first ? { first } : {}), ...(second ? { second } : {}) }
  }
  const { other } = comparison
  const usual = previousPeriod(period)
  // That of before moves with the period; days that somebody chose stay.
  if (other.from === usual.from && other.to === usual.to) return { compare: 'period' }
  return { compare: 'period', otherFrom: other.from, otherTo: other.to }
}

/** The two rows that are compared: those that were asked for, else the largest that are left; null where there are not two. */
export function comparedRows<Row extends { key: string | number | null }>(
  rows: readonly Row[],
  { first, second }: { first: string | null; second: string | null },
): [Row, Row] | null {
  const find = (key: string | null) =>
    key === null ? undefined : rows.find((row) => String(row.key ?? NO_KEY) === key)
  const asked = find(first)
  const other = find(second)
  const a = asked ?? rows.find((row) => row !== other)
  const b = other && other !== a ? other : rows.find((row) => row !== a)
  return a && b ? [a, b] : null
}

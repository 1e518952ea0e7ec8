import type { Grouping } from '@/lib/leads/stages'
import type { Formatter } from '@/lib/platform/i18n/format'

type Words = (
  key: `none.${Grouping}` | `origin.${'marketing' | 'sales'}` | `grade.${'hot' | 'warm' | 'cold'}`,
) => string
type Row = { key: string | number | null; label: string | null }

/** What a row of a grouping is called: "No channel", "Hot", "March 2026", a person's name. */
export function rowName(groupBy: Grouping, { key, label }: Row, t: Words, format: Formatter): string {
  if (key === null) return t(`none.${groupBy}`)
  if (groupBy === 'month') return format.month(String(key))
  if (groupBy === 'origin') return t(`origin.${key === 'sales' ? 'sales' : 'marketing'}`)
  if (groupBy === 'grade') return t(`grade.${key === 'hot' ? 'hot' : key === 'warm' ? 'warm' : 'cold'}`)
  return label ?? String(key)
}

import { handoffsHref, segmentHref } from '@/lib/funnel/search-params'
import type { Side } from '@/lib/platform/db/generated/enums'
import type { Period } from '@/lib/platform/period'
import { type Mended, readPeriod } from '@/lib/platform/period-choice'
import { hrefWith, type Query } from '@/lib/platform/url-state'
import { type PointLine, sourceOf } from './points'

const PATH = '/people'

/** The days that the pages about people are about; usually this quarter, as the promises. */
export function readPeople(query: Query, today: string): Period & { mended: Mended } {
  return readPeriod(query, today, 'thisQuarter')
}

export function peopleHref({ from, to }: Period): string {
  return hrefWith(PATH, { from, to })
}

export function personHref(personId: number, { from, to }: Period): string {
  return hrefWith(`${PATH}/${personId}`, { from, to })
}

/** The list of exactly what a line of points counts. */
export function lineHref(
  side: Side,
  { from, to, key }: Pick<PointLine, 'from' | 'to' | 'key'>,
  personId: number,
  reasonIds: ReadonlyMap<string, number>,
): string | null {
  const source = sourceOf(side, key, personId, reasonIds)
  if (!source) return null
  return source.of === 'customers'
    ? segmentHref({ from, to }, 'customers', { assignee: source.assigneeId })
    : handoffsHref({ from, to, ...source.filters, of: 'people' }, source.set)
}

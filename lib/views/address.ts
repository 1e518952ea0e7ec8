import {
  FILTER_NAMES,
  LEAD_COLUMNS,
  type LeadColumn,
  readColumns,
  readLeadFilters,
  readLeadSort,
  USUAL_COLUMNS,
} from '@/lib/leads/search-params'
import { hrefWith, one, type Query } from '@/lib/platform/url-state'

/** The value of `saved` for the list as it is without a view: for whom `/leads` opens with one. */
export const NO_VIEW = 'all'

/**
 * What a view keeps of an address: the filters that make sense, the order and the columns; not where in the list
 * somebody is. One state is one text.
 */
export function viewQuery(query: Query): string {
  const filters = readLeadFilters(query)
  const kept: Record<string, string> = {}
  for (const name of FILTER_NAMES) {
    const value = filters[name]
    if (value !== undefined) kept[name] = String(value)
  }
  const sort = one(query, 'sort')
  if (sort !== undefined && readLeadSort(query, {}) === sort) kept.sort = sort
  const columns = readColumns(query)
  if (columns !== USUAL_COLUMNS && columns.join() !== USUAL_COLUMNS.join()) kept.cols = columns.join()
  return hrefWith('', kept).slice(1)
}

/** The address as screens read it. */
export function queryOfView(text: string): Query {
  return Object.fromEntries(new URLSearchParams(text))
}

/** The list as a view shows it. */
export function viewHref(view: { id: number; query: string }): string {
  return hrefWith('/leads', queryOfView(view.query), { saved: view.id })
}

/** Every column, those shown first and in their order. */
export function columnsInOrder(shown: readonly LeadColumn[]): LeadColumn[] {
  return [...shown, ...LEAD_COLUMNS.filter((name) => !shown.includes(name))]
}

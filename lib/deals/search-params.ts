import { one, type Query } from '@/lib/platform/url-state'
import { DEAL_SORTS, type DealSort } from './schema'

/** The tabs of the deals: mine are my open ones. */
export const DEAL_VIEWS = ['open', 'mine', 'won', 'lost'] as const
export type DealListView = (typeof DEAL_VIEWS)[number]

export function dealViewOf(query: Query): DealListView {
  const wanted = one(query, 'view')
  return DEAL_VIEWS.find((view) => view === wanted) ?? 'open'
}

export function dealViewFilter(view: DealListView): { state: 'open' | 'won' | 'lost'; owner?: 'me' } {
  return view === 'mine' ? { state: 'open', owner: 'me' } : { state: view }
}

export function dealSortOf(query: Query): DealSort | undefined {
  const wanted = one(query, 'sort')
  return DEAL_SORTS.find((sort) => sort === wanted)
}

import type { Query } from '@/lib/platform/url-state'

/** A screen's parameters without the place in its list (page, open panel), which a new filter or order leaves behind. */
export function withoutPlace(query: Query): Query {
  const { cursor: _cursor, before: _before, after: _after, page: _page, open: _open, ...rest } = query
  return rest
}

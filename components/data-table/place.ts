import type { Query } from '@/lib/platform/url-state'

/** The parameters that say where in a list one is; a new filter or order leaves them behind. */
export const PLACE = ['cursor', 'before', 'after', 'page', 'open'] as const

export function withoutPlace(query: Query): Query {
  return Object.fromEntries(Object.entries(query).filter(([name]) => !PLACE.some((place) => place === name)))
}

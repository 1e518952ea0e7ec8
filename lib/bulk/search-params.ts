import { type LeadFilters, readLeadFilters } from '@/lib/leads/search-params'
import { one, type Query } from '@/lib/platform/url-state'
import type { ActionType } from './schema'

/** What the bar under a list offers: an owner is a field of its own there. */
export const WISHES = [
  'handOff',
  'owner',
  'reassign',
  'edit',
  'qualify',
  'nurture',
  'plan',
  'disqualify',
] as const
export type Wish = (typeof WISHES)[number]

export function actionOf(wish: Wish): ActionType {
  return wish === 'owner' ? 'edit' : wish
}

export function readWish(query: Query): Wish | undefined {
  return WISHES.find((wish) => wish === one(query, 'do'))
}

/** Which leads: all that a list finds, or some. */
export type Which = { leadIds: number[] } | { filter: LeadFilters }

export function readWhich(query: Query): Which {
  if (one(query, 'all') !== undefined) return { filter: filterOf(one(query, 'list') ?? '') }
  const ids = readLeadFilters({ ids: query.ids }).ids ?? []
  return { leadIds: [...new Set(ids)] }
}

/** The filter that the address of a list says. */
export function filterOf(list: string): LeadFilters {
  const asked = new URLSearchParams(list)
  const query = Object.fromEntries([...new Set(asked.keys())].map((name) => [name, asked.getAll(name)]))
  return readLeadFilters(query)
}

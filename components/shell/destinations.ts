import type { Actor } from '@/lib/platform/actor'

export const DESTINATIONS = [
  'leads',
  'imports',
  'queue',
  'deals',
  'nurture',
  'funnel',
  'kpis',
  'monday',
  'promises',
  'agreements',
  'campaigns',
  'people',
  'settings',
] as const
export type Destination = (typeof DESTINATIONS)[number]

/** The key after G. */
export const GO_KEYS: Record<Destination, string> = {
  leads: 'l',
  imports: 'i',
  queue: 'q',
  deals: 'd',
  nurture: 'n',
  funnel: 'f',
  kpis: 'k',
  monday: 'm',
  promises: 'p',
  agreements: 'a',
  campaigns: 'c',
  people: 'e',
  settings: 's',
}

/** Other places that belong to one of these. */
export const ALSO: Partial<Record<Destination, readonly string[]>> = {
  promises: ['/contests'],
  imports: ['/forms', '/duplicates'],
}

/** What waits for this person: numbers worth bringing to zero. */
export type NavCounts = {
  queueOverdue: number
  queuePending: number
  returned: number
  answersOwed: number
  contests: number
  decisionsDue: number
  nurtureWoken: number
  nurtureDue: number
  nurtureQuiet: number
}

/** The four that stand in the bottom bar of a phone: what this person comes for. */
export function firstDestinations(roles: Actor['roles']): readonly Destination[] {
  const sells = roles.includes('sales')
  const markets = roles.includes('marketer')
  if (sells && markets) return ['leads', 'queue', 'deals', 'funnel']
  if (sells) return ['queue', 'deals', 'leads', 'funnel']
  if (markets) return ['leads', 'nurture', 'funnel', 'campaigns']
  if (roles.includes('executive')) return ['kpis', 'funnel', 'promises', 'campaigns']
  return ['settings', 'leads', 'queue', 'funnel']
}

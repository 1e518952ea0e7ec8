import type { RoutingStrategy } from '@/lib/platform/db/generated/enums'
import { wilson } from '@/lib/platform/statistics'

/** What a rep has and may take at this moment. */
export type Load = {
  /** an active account with the sales role */
  here: boolean
  away: boolean
  /** undecided handoffs; beyond the capacity, or beyond MOST_COUNTED without one, nobody counts on */
  load: number
  /** how many undecided handoffs routing may give; null: any number */
  capacity: number | null
}

export type Member = Load & {
  personId: number
  position: number
  /** the team's turn at which this member last got a lead */
  lastTurn: number
  /** of the latest leads of this grade that were this member's: how many were won or lost, and how many won */
  decided: number
  won: number
}

/** Whoever has this many undecided handoffs has too many for one more to matter: they go in turn. */
export const MOST_COUNTED = 100

/** How many of a rep's latest decided leads of a grade are looked at, and how many it takes to judge by them. */
export const CLOSER_LEADS = 60
export const CLOSER_MINIMUM = 10

export function canTake({ here, away, load, capacity }: Load): boolean {
  return here && !away && (capacity === null || load < capacity)
}

/** Who of the team gets the next lead; nobody when none of them can take it. */
export function choose(strategy: RoutingStrategy, members: readonly Member[]): Member | undefined {
  const able = members.filter(canTake)
  switch (strategy) {
    case 'round_robin':
      return first(able, byTurn)
    case 'least_loaded':
      return first(able, byLoad)
    case 'best_closers': {
      const closers = able.filter(({ decided }) => decided >= CLOSER_MINIMUM)
      return first(closers, byWins) ?? first(able, byLoad)
    }
  }
}

/**
 * What the share of wins is at least, so that a lucky few do not outrank a record: 30 of 50 is before 1 of 1.
 */
export function closingStrength({ won, decided }: Pick<Member, 'won' | 'decided'>): number {
  return wilson(won, decided).low ?? 0
}

type Order = (a: Member, b: Member) => number

/** Who has waited longest; those who never had one, in the team's order. */
const byTurn: Order = (a, b) => a.lastTurn - b.lastTurn || a.position - b.position || a.personId - b.personId
const byLoad: Order = (a, b) => a.load - b.load || byTurn(a, b)
const byWins: Order = (a, b) => closingStrength(b) - closingStrength(a) || byLoad(a, b)

function first(members: readonly Member[], order: Order): Member | undefined {
  return members.reduce<Member | undefined>(
    (best, member) => (best === undefined || order(member, best) < 0 ? member : best),
    undefined,
  )
}

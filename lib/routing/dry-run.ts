import type { Grade, RoutingStrategy } from '@/lib/platform/db/generated/enums'
import { canTake, choose, type Member } from './choose'
import { matching, type RoutingFacts, type Rule } from './rules'

/**
 * Where handoffs that were made would have gone under other rules: the same choice as the real one, walked through in
 * the order in which they were offered. Each occupies whoever gets it until it was decided in fact; people, teams,
 * capacities and records are today's, absences those of the time.
 */

export type PastHandoff = {
  id: number
  offeredAt: Date
  /** empty: undecided still */
  decidedAt: Date | null
  facts: RoutingFacts
}

export type DryPerson = {
  id: number
  here: boolean
  capacity: number | null
  timeZone: string
  absences: readonly { firstDay: string; lastDay: string }[]
}

export type DryTeam = {
  id: number
  strategy: RoutingStrategy
  members: readonly {
    personId: number
    position: number
    lastTurn: number
    /** decided leads and wins of each grade */
    record: Partial<Record<Grade, { decided: number; won: number }>>
  }[]
}

export type Outcome = {
  handoffId: number
  personId: number | null
  teamId: number | null
  /** place of the rule in the list; -1 for none */
  rule: number
  gap: 'no_match' | 'nobody_free' | null
}

type Company = {
  rules: readonly Rule[]
  people: readonly DryPerson[]
  teams: readonly DryTeam[]
  /** the day of a moment in a zone */
  dayOf: (at: Date, timeZone: string) => string
}

export function dryRun(company: Company, handoffs: readonly PastHandoff[]): Outcome[] {
  const people = new Map(company.people.map((person) => [person.id, new Occupied(person, company.dayOf)]))
  const teams = new Map(company.teams.map((team) => [team.id, new Turns(team, people)]))
  return handoffs.map((handoff) => {
    const caught = matching(company.rules, handoff.facts)
    for (const rule of caught) {
      const found = { handoffId: handoff.id, rule: company.rules.indexOf(rule), gap: null }
      if (rule.teamId !== null) {
        const chosen = teams.get(rule.teamId)?.next(handoff)
        if (chosen === undefined) continue
        people.get(chosen)?.take(handoff)
        return { ...found, personId: chosen, teamId: rule.teamId }
      }
      if (rule.personId === null) return { ...found, personId: null, teamId: null }
      const person = people.get(rule.personId)
      if (!person || !canTake(person.at(handoff.offeredAt))) continue
      person.take(handoff)
      return { ...found, personId: rule.personId, teamId: null }
    }
    const gap = caught.length > 0 ? 'nobody_free' : 'no_match'
    return { handoffId: handoff.id, personId: null, teamId: null, rule: -1, gap }
  })
}

/** What somebody has in hand as time goes on. */
class Occupied {
  /** when each ends, in order; those before `first` have ended */
  private readonly until: number[] = []
  private first = 0

  constructor(
    private readonly person: DryPerson,
    private readonly dayOf: Company['dayOf'],
  ) {}

  at(moment: Date) {
    const now = moment.getTime()
    while (this.first < this.until.length && (this.until[this.first] ?? 0) <= now) this.first++
    const { here, capacity } = this.person
    return { here, capacity, away: this.isAway(moment), load: this.until.length - this.first }
  }

  take({ decidedAt }: PastHandoff): void {
    const end = decidedAt?.getTime() ?? Number.POSITIVE_INFINITY
    let [low, high] = [this.first, this.until.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.until[middle] ?? 0) <= end) low = middle + 1
      else high = middle
    }
    this.until.splice(low, 0, end)
  }

  private isAway(moment: Date): boolean {
    const { absences, timeZone } = this.person
    if (absences.length === 0) return false
    const day = this.dayOf(moment, timeZone)
    return absences.some(({ firstDay, lastDay }) => firstDay <= day && day <= lastDay)
  }
}

/** A team and whose turn it is. */
class Turns {
  private readonly lastTurn: Map<number, number>
  private turn: number

  constructor(
    private readonly team: DryTeam,
    private readonly people: ReadonlyMap<number, Occupied>,
  ) {
    this.lastTurn = new Map(team.members.map(({ personId, lastTurn }) => [personId, lastTurn]))
    this.turn = Math.max(0, ...this.lastTurn.values())
  }

  next({ offeredAt, facts }: PastHandoff): number | undefined {
    const members = this.team.members.flatMap(({ personId, position, record }): Member[] => {
      const person = this.people.get(personId)
      if (!person) return []
      const { decided, won } = (facts.grade && record[facts.grade]) || { decided: 0, won: 0 }
      const lastTurn = this.lastTurn.get(personId) ?? 0
      return [{ personId, position, lastTurn, decided, won, ...person.at(offeredAt) }]
    })
    const chosen = choose(this.team.strategy, members)
    if (!chosen) return undefined
    this.turn++
    this.lastTurn.set(chosen.personId, this.turn)
    return chosen.personId
  }
}

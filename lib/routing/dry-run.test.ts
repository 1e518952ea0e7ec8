import { describe, expect, it } from 'vitest'
import { dayOf } from '@/lib/platform/calendar'
import { type DryPerson, type DryTeam, dryRun, type PastHandoff } from './dry-run'
import { ANY_LEAD, type RoutingFacts, type Rule } from './rules'

const NOTHING: RoutingFacts = {
  region: null,
  segment: null,
  channelId: null,
  campaignId: null,
  grade: 'hot',
  expectedAmount: null,
}

const person = (id: number, more: Partial<DryPerson> = {}): DryPerson => ({
  id,
  here: true,
  capacity: null,
  timeZone: 'UTC',
  absences: [],
  ...more,
})
const team = (id: number, members: number[], strategy: DryTeam['strategy'] = 'round_robin'): DryTeam => ({
  id,
  strategy,
  members: members.map((personId, position) => ({ personId, position, lastTurn: 0, record: {} })),
})
const rule = (more: Partial<Rule>): Rule => ({
  id: 1,
  name: 'rule',
  conditions: ANY_LEAD,
  personId: null,
  teamId: null,
  ...more,
})
/** One each hour of 2 March, decided after so many hours. */
const hourly = (count: number, after: number | null, facts: Partial<RoutingFacts> = {}): PastHandoff[] =>
  Array.from({ length: count }, (_, hour) => ({
    id: hour + 1,
    offeredAt: new Date(Date.UTC(2026, 2, 2, hour)),
    decidedAt: after === null ? null : new Date(Date.UTC(2026, 2, 2, hour + after)),
    facts: { ...NOTHING, ...facts },
  }))

const who = (
  company: Omit<Parameters<typeof dryRun>[0], 'dayOf'>,
  handoffs: PastHandoff[],
): (number | null)[] => dryRun({ ...company, dayOf }, handoffs).map(({ personId }) => personId)

describe('a dry run', () => {
  it('gives in turn, and knows who is occupied until when', () => {
    const people = [person(1, { capacity: 1 }), person(2)]
    const rules = [rule({ teamId: 5 })]
    const teams = [team(5, [1, 2])]
    expect(who({ rules, people, teams }, hourly(4, 1))).toEqual([1, 2, 1, 2])
    expect(who({ rules, people, teams }, hourly(5, 3))).toEqual([1, 2, 2, 1, 2])
    expect(who({ rules, people, teams }, hourly(4, null))).toEqual([1, 2, 2, 2])
  })

  it('evens out by load, whatever the order in which they end', () => {
    const handoffs = hourly(6, null).map((one, index) => ({
      ...one,
      decidedAt: index === 0 ? null : new Date(one.offeredAt.getTime() + (7 - index) * 600_000),
    }))
    const company = {
      rules: [rule({ teamId: 5 })],
      people: [person(1), person(2)],
      teams: [team(5, [1, 2], 'least_loaded')],
    }
    expect(who(company, handoffs)).toEqual([1, 2, 2, 2, 2, 2])
  })

  it('goes on to the next rule, and says why it ended in the open queue', () => {
    const away = [{ firstDay: '2026-03-02', lastDay: '2026-03-02' }]
    const people = [person(1, { absences: away }), person(2, { here: false })]
    const rules = [
      rule({ personId: 1, conditions: { ...ANY_LEAD, regions: ['Bavaria'] } }),
      rule({ personId: 2, conditions: { ...ANY_LEAD, grades: ['hot'] } }),
    ]
    const outcomes = dryRun({ rules, people, teams: [], dayOf }, [
      ...hourly(1, null, { region: 'bavaria' }),
      ...hourly(1, null, { grade: 'cold' }),
    ])
    expect(outcomes.map(({ gap, rule: place }) => [gap, place])).toEqual([
      ['nobody_free', -1],
      ['no_match', -1],
    ])
  })

  it('takes the absences of the time, on the day of the person', () => {
    const tokyo = person(1, {
      timeZone: 'Asia/Tokyo',
      absences: [{ firstDay: '2026-03-03', lastDay: '2026-03-03' }],
    })
    const outcome = who({ rules: [rule({ personId: 1 })], people: [tokyo], teams: [] }, hourly(24, 1))
    // the 3rd begins in Tokyo at 15:00 UTC of the 2nd
    expect(outcome.indexOf(null)).toBe(15)
    expect(outcome.slice(0, 15).every((id) => id === 1)).toBe(true)
  })

  it('looks at ten thousand handoffs in a moment', () => {
    const people = Array.from({ length: 20 }, (_, id) => person(id))
    const teams = [team(5, [...people.keys()], 'least_loaded')]
    const rules = Array.from({ length: 30 }, (_, index) =>
      rule({ teamId: 5, conditions: { ...ANY_LEAD, regions: index === 29 ? [] : [`Region ${index}`] } }),
    )
    const one = hourly(1, null)[0] as PastHandoff
    const handoffs = Array.from({ length: 10_000 }, (_, id) => ({ ...one, id }))
    const given = who({ rules, people, teams }, handoffs)
    for (const { id } of people) expect(given.filter((each) => each === id)).toHaveLength(500)
  })
})

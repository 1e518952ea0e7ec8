import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canTake, choose, type Member } from './choose'

fc.configureGlobal({ seed: 20_261_122 })

function member(personId: number, more: Partial<Member> = {}): Member {
  const able = { here: true, away: false, load: 0, capacity: null }
  return { personId, position: personId, lastTurn: 0, decided: 0, won: 0, ...able, ...more }
}

describe('in turn', () => {
  it('gives to who has waited longest, the new ones first in the order of the team', () => {
    const team = [member(1, { lastTurn: 5 }), member(2, { lastTurn: 3 }), member(3), member(4)]
    expect(choose('round_robin', team)?.personId).toBe(3)
    expect(choose('round_robin', team.slice(0, 2))?.personId).toBe(2)
  })

  it('passes over who is away, full, or gone', () => {
    const team = [
      member(1, { away: true }),
      member(2, { capacity: 3, load: 3 }),
      member(3, { here: false }),
      member(4, { capacity: 0 }),
      member(5, { lastTurn: 9, capacity: 4, load: 3 }),
    ]
    expect(choose('round_robin', team)?.personId).toBe(5)
    expect(choose('round_robin', team.slice(0, 4))).toBeUndefined()
  })
})

describe('least loaded', () => {
  it('gives to who has least, then to who has waited longest', () => {
    const team = [member(1, { load: 2 }), member(2, { load: 1, lastTurn: 8 }), member(3, { load: 1 })]
    expect(choose('least_loaded', team)?.personId).toBe(3)
  })
})

describe('best closers', () => {
  it('is not impressed by one of one', () => {
    const team = [
      member(1, { won: 1, decided: 1 }),
      member(2, { won: 30, decided: 50, load: 9 }),
      member(3, { won: 10, decided: 12 }),
      member(4, { won: 6, decided: 10 }),
    ]
    // 10 of 12 is at least 55 %, 30 of 50 at least 46 %, 6 of 10 at least 31 %
    expect(choose('best_closers', team)?.personId).toBe(3)
    expect(
      choose(
        'best_closers',
        team.filter(({ personId }) => personId !== 3),
      )?.personId,
    ).toBe(2)
  })

  it('gives to the next best when the best is full', () => {
    const team = [
      member(1, { won: 40, decided: 50, capacity: 2, load: 2 }),
      member(2, { won: 20, decided: 50 }),
      member(3, { won: 1, decided: 1 }),
    ]
    expect(choose('best_closers', team)?.personId).toBe(2)
  })

  it('falls back to the least loaded where nobody has a record', () => {
    const team = [member(1, { won: 5, decided: 5, load: 2 }), member(2, { load: 1 })]
    expect(choose('best_closers', team)?.personId).toBe(2)
  })
})

describe('whatever the team', () => {
  const some = fc.record({
    here: fc.boolean(),
    away: fc.boolean(),
    load: fc.integer({ min: 0, max: 5 }),
    capacity: fc.option(fc.integer({ min: 0, max: 5 })),
    lastTurn: fc.integer({ min: 0, max: 9 }),
    decided: fc.integer({ min: 0, max: 60 }),
  })
  const teams = fc
    .array(some, { maxLength: 8 })
    .map((all) => all.map((one, index) => member(index + 1, { ...one, won: Math.floor(one.decided / 2) })))
  const strategies = fc.constantFrom('round_robin' as const, 'least_loaded' as const, 'best_closers' as const)

  it('chooses somebody who can take it, whenever there is one', () => {
    fc.assert(
      fc.property(strategies, teams, (strategy, team) => {
        const chosen = choose(strategy, team)
        expect(chosen === undefined).toBe(!team.some(canTake))
        if (chosen) expect(canTake(chosen)).toBe(true)
      }),
    )
  })

  it('spreads any number of leads to within one, in turn and by load', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('round_robin' as const, 'least_loaded' as const),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 0, max: 60 }),
        (strategy, size, leads) => {
          const team = Array.from({ length: size }, (_, index) => member(index + 1))
          for (let turn = 1; turn <= leads; turn++) {
            const next = choose(strategy, team)
            if (!next) throw new Error('nobody')
            next.load++
            next.lastTurn = turn
          }
          const loads = team.map(({ load }) => load)
          expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1)
        },
      ),
    )
  })
})

import { describe, expect, test } from 'vitest'
import { winCurve } from './time-to-win'

describe('winCurve', () => {
  test('open leads count as long as they have been there, and no longer', () => {
    // 10 leads of 100 days, of which 2 were won on day 10 and 2 on day 40; 10 more of 20 days, none won yet.
    const result = winCurve(
      [
        { lag: 10, n: 2 },
        { lag: 40, n: 2 },
      ],
      [
        { age: 100, n: 6 },
        { age: 20, n: 10 },
      ],
      4,
    )
    expect(result).toMatchObject({ leads: 20, wins: 4, leftOut: 0 })
    // Day 10: 2 of 20. Day 40: 2 of the 8 that are still watched; 0.9 × 0.75 = 0.675 are left.
    expect(result.curve.map(({ time, atRisk, value }) => [time, atRisk, Number(value.toFixed(6))])).toEqual([
      [10, 20, 0.1],
      [40, 8, 0.325],
    ])
    // The plain share, 4 of 20, would say 20 %.
    expect(result.half).toBe(40)
    expect(result.at.map(({ day, wins, atRisk }) => [day, wins, atRisk])).toEqual([
      [30, 2, 8],
      [60, 4, 6],
      [90, 4, 6],
    ])
  })

  test('half of the wins by the first day on which they are', () => {
    const wins = [1, 2, 3, 4].map((lag) => ({ lag, n: 5 }))
    expect(winCurve(wins, [{ age: 400, n: 80 }], 20).half).toBe(2)
  })

  test('what was won before its creation is left out and counted', () => {
    expect(winCurve([{ lag: 3, n: 1 }], [{ age: 9, n: 5 }], 4)).toMatchObject({
      leads: 9,
      wins: 1,
      leftOut: 3,
    })
  })

  test('says up to which day 30 are watched', () => {
    const until = (n: number) =>
      winCurve(
        [{ lag: 5, n: 10 }],
        [
          { age: 90, n },
          { age: 300, n: 12 },
        ],
        10,
      ).until
    expect(until(40)).toBe(90)
    expect(until(17)).toBe(5)
    expect(until(7)).toBeNull()
  })

  test('no win is no curve, no lead is nothing', () => {
    expect(winCurve([], [{ age: 50, n: 3 }], 0)).toMatchObject({ leads: 3, curve: [], half: null })
    expect(winCurve([], [{ age: 50, n: 3 }], 0).at).toEqual([
      { day: 30, value: 0, low: 0, high: 0, atRisk: 3, wins: 0 },
    ])
    expect(winCurve([], [], 0)).toMatchObject({ leads: 0, at: [] })
  })
})

import { describe, expect, it } from 'vitest'
import { comparedWith, comparedWithRest } from './compared'

describe('a share against that of all the others', () => {
  it('is more, less or the same, each row against the others together', () => {
    // 40 of 100 against 35 of 200: chi-squared 17.8, p = 0.00002
    const [rows] = comparedWithRest([
      [
        { count: 40, base: 100 },
        { count: 18, base: 100 },
        { count: 17, base: 100 },
      ],
    ])
    expect(rows).toEqual(['more', 'less', 'less'])
    expect(comparedWith({ count: 20, base: 100 }, { count: 20, base: 100 })).toBe('same')
  })

  it('says nothing of under 30, in the row or in the rest', () => {
    expect(comparedWith({ count: 29, base: 29 }, { count: 0, base: 1000 })).toBe('too_few')
    expect(comparedWith({ count: 0, base: 1000 }, { count: 29, base: 29 })).toBe('too_few')
    expect(comparedWith({ count: 30, base: 30 }, { count: 0, base: 30 })).toBe('more')
    expect(comparedWithRest([[{ count: 500, base: 1000 }]])).toEqual([['too_few']])
    expect(comparedWithRest([[]])).toEqual([[]])
  })

  it('is corrected for everything that is looked at together', () => {
    // 14 of 50 against 6 of 50: p = 0.046 alone; among nineteen comparisons without a difference it is to be expected
    const pair = [
      { count: 14, base: 50 },
      { count: 6, base: 50 },
    ]
    const same = Array.from({ length: 19 }, () => [
      { count: 25, base: 50 },
      { count: 25, base: 50 },
    ])
    expect(comparedWithRest([pair])[0]).toEqual(['more', 'less'])
    expect(comparedWithRest([pair, ...same])[0]).toEqual(['same', 'same'])
  })

  it('finds a difference in fewer than one of twenty looks at nothing but chance', () => {
    let state = 7
    const random = () => {
      state = (state * 1103515245 + 12345) % 2147483648
      return state / 2147483648
    }
    let found = 0
    for (let look = 0; look < 200; look++) {
      const rows = Array.from({ length: 8 }, () => {
        const base = 60 + Math.floor(random() * 100)
        return { count: Array.from({ length: base }, random).filter((one) => one < 0.4).length, base }
      })
      if (comparedWithRest([rows])[0]?.some((one) => one !== 'same')) found++
    }
    expect(found).toBeLessThan(20)
  })
})

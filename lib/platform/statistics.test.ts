import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  benjaminiHochberg,
  compareProportions,
  erfc,
  fisherExact,
  type Proportion,
  percentile,
  twoProportionTest,
  verdicts,
  wilson,
} from './statistics'

const proportion = (max: number, min = 0) =>
  fc
    .integer({ min, max })
    .chain((base) => fc.integer({ min: 0, max: base }).map((count) => ({ count, base })))

describe('wilson', () => {
  // Newcombe (1998), table I, method 3.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('Newcombe: %i of %i is %d to %d', (count, base, low, high) => {
    const estimate = wilson(count, base)
    expect(estimate.value).toBe(count / base)
    expect(estimate.low).toBeCloseTo(low, 4)
    expect(estimate.high).toBeCloseTo(high, 4)
  })

  // Agresti, "An Introduction to Categorical Data Analysis", 2nd ed. (2007), 1.4.2: 9 of 10, and 0 of 25 (vegetarians).
  test('Agresti: 9 of 10 and 0 of 25', () => {
    expect(wilson(9, 10).low).toBeCloseTo(0.596, 3)
    expect(wilson(9, 10).high).toBeCloseTo(0.982, 3)
    expect(wilson(0, 25).low).toBe(0)
    expect(wilson(0, 25).high).toBeCloseTo(0.133, 3)
  })

  test('nothing counted is no data', () => {
    expect(wilson(0, 0)).toEqual({ count: 0, base: 0, value: null, low: null, high: null, enough: false })
    expect(wilson(10, 29).enough).toBe(false)
    expect(wilson(10, 30).enough).toBe(true)
  })

  test('refuses what is no share', () => {
    for (const [count, base] of [
      [2, 1],
      [-1, 5],
      [0.5, 5],
      [1, Number.POSITIVE_INFINITY],
      [Number.NaN, 5],
    ] as const)
      expect(() => wilson(count, base)).toThrow(RangeError)
  })

  test('holds the value, stays between 0 and 1, mirrors, and narrows', () => {
    fc.assert(
      fc.property(proportion(1_000_000, 1), ({ count, base }) => {
        const { value, low, high } = wilson(count, base) as { value: number; low: number; high: number }
        expect(low).toBeGreaterThanOrEqual(0)
        expect(low).toBeLessThanOrEqual(value)
        expect(high).toBeGreaterThanOrEqual(value)
        expect(high).toBeLessThanOrEqual(1)
        expect(wilson(base - count, base).low).toBeCloseTo(1 - high, 9)
        const tenfold = wilson(count * 10, base * 10) as { low: number; high: number }
        expect(tenfold.high - tenfold.low).toBeLessThan(high - low)
        // The interval is where the score test does not reject: its ends solve (value − p)² = z² p (1 − p) / n.
        for (const p of [low, high])
          expect((value - p) ** 2 * base).toBeCloseTo(1.959963984540054 ** 2 * p * (1 - p), 5)
      }),
    )
  })
})

/** The definition in whole numbers: all tables with these margins that are not likelier than this one. */
function fisherByEnumeration(a: Proportion, b: Proportion): number {
  const choose = (n: number, k: number) => {
    let result = 1n
    for (let i = 1; i <= k; i++) result = (result * BigInt(n - k + i)) / BigInt(i)
    return result
  }
  const hits = a.count + b.count
  const tables = (k: number) => choose(a.base, k) * choose(b.base, hits - k)
  let total = 0n
  let extreme = 0n
  for (let k = Math.max(0, hits - b.base); k <= Math.min(a.base, hits); k++) {
    total += tables(k)
    if (tables(k) <= tables(a.count)) extreme += tables(k)
  }
  return Number((extreme * 10n ** 18n) / total) / 1e18
}

describe('fisherExact', () => {
  test.each([
    // Fisher, "The Design of Experiments" (1935): the lady guesses 3 of 4 cups. Agresti (2002), 3.5.2: p = 0.486.
    ['tea tasting', { count: 3, base: 4 }, { count: 1, base: 4 }, 17 / 35],
    ['tea tasting, all right', { count: 4, base: 4 }, { count: 0, base: 4 }, 2 / 70],
    // Fisher (1962), criminal twins; as in R's help page of fisher.test.
    ['criminal twins', { count: 2, base: 17 }, { count: 10, base: 13 }, 0.0005367],
    ['no difference', { count: 5, base: 10 }, { count: 5, base: 10 }, 1],
    ['none at all', { count: 0, base: 10 }, { count: 0, base: 20 }, 1],
    ['empty side', { count: 0, base: 0 }, { count: 3, base: 20 }, 1],
  ])('%s', (_, a, b, p) => {
    expect(fisherExact(a, b)).toBeCloseTo(p, 7)
  })

  test('is the sum over all tables that are not likelier', () => {
    fc.assert(
      fc.property(proportion(120), proportion(120), (a, b) => {
        expect(fisherExact(a, b)).toBeCloseTo(fisherByEnumeration(a, b), 9)
        expect(fisherExact(b, a)).toBeCloseTo(fisherExact(a, b), 9)
      }),
    )
  })

  test('a million leads and a difference beyond all doubt are no problem', () => {
    expect(fisherExact({ count: 0, base: 500_000 }, { count: 4, base: 500_000 })).toBeCloseTo(0.125, 4)
    const p = fisherExact({ count: 400, base: 400 }, { count: 100, base: 900_000 })
    expect(p).toBeGreaterThanOrEqual(0)
    expect(p).toBeLessThan(1e-100)
  })
})

describe('twoProportionTest', () => {
  test('Agresti: aspirin and heart attacks', () => {
    // Agresti (2002), table 2.1: 189 of 11,034 on placebo, 104 of 11,037 on aspirin. X² = 25.01.
    const { z, p } = twoProportionTest({ count: 189, base: 11_034 }, { count: 104, base: 11_037 })
    expect(z ** 2).toBeCloseTo(25.01, 2)
    expect(p).toBeCloseTo(5.69e-7, 9)
  })

  test('nobody or everybody is no difference', () => {
    expect(twoProportionTest({ count: 0, base: 50 }, { count: 0, base: 70 })).toEqual({ z: 0, p: 1 })
    expect(twoProportionTest({ count: 50, base: 50 }, { count: 70, base: 70 })).toEqual({ z: 0, p: 1 })
  })

  test('agrees with Fisher on large tables', () => {
    const large = fc
      .tuple(fc.integer({ min: 20_000, max: 40_000 }), fc.double({ min: 0.3, max: 0.7, noNaN: true }))
      .map(([base, share]) => ({ base, count: Math.round(base * share) }))
    fc.assert(
      fc.property(large, large, (a, b) => {
        expect(twoProportionTest(a, b).p).toBeCloseTo(fisherExact(a, b), 1)
      }),
      { numRuns: 50 },
    )
  })
})

test.each([
  // NIST Digital Library of Mathematical Functions, table 7.23; and beyond.
  [0, 1],
  [0.5, 0.4795001221869535],
  [1, 0.15729920705028513],
  [2, 0.004677734981047266],
  [2.5, 0.0004069520174449589],
  [3, 2.209049699858544e-5],
  [5, 1.5374597944280349e-12],
  [-1, 1.8427007929497148],
  [1.959963984540054 / Math.SQRT2, 0.05],
  [40, 0],
])('erfc(%d) = %d', (x, y) => {
  expect(Math.abs(erfc(x) - y)).toBeLessThanOrEqual(Math.max(y * 1e-11, 1e-300))
})

describe('compareProportions', () => {
  test('takes Fisher where an expected cell is under 5', () => {
    // 10 and 10 with 9 hits: expected 4.5
    const small = [
      { count: 7, base: 10 },
      { count: 2, base: 10 },
    ] as const
    expect(compareProportions(...small)).toBe(fisherExact(...small))
    // 10 and 10 with 10 hits: expected 5
    const large = [
      { count: 8, base: 10 },
      { count: 2, base: 10 },
    ] as const
    expect(compareProportions(...large)).toBe(twoProportionTest(...large).p)
    // few misses are as small as few hits
    const misses = [
      { count: 10, base: 10 },
      { count: 6, base: 10 },
    ] as const
    expect(compareProportions(...misses)).toBe(fisherExact(...misses))
    expect(compareProportions({ count: 0, base: 0 }, { count: 5, base: 100 })).toBe(1)
  })

  test('is a probability and does not depend on the order', () => {
    fc.assert(
      fc.property(proportion(5000), proportion(5000), (a, b) => {
        const p = compareProportions(a, b)
        expect(p).toBeGreaterThanOrEqual(0)
        expect(p).toBeLessThanOrEqual(1)
        expect(compareProportions(b, a)).toBeCloseTo(p, 9)
      }),
    )
  })
})

describe('benjaminiHochberg', () => {
  // Benjamini and Hochberg (1995), section 4.1: fifteen p-values of a thrombolysis trial; the first four are rejected.
  const trial = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
    0.759, 1,
  ]
  test('the thrombolysis trial', () => {
    expect(benjaminiHochberg(trial)).toEqual(trial.map((_, index) => index < 4))
    expect(benjaminiHochberg(trial.toReversed())).toEqual(trial.map((_, index) => index >= 11))
  })

  test('a later small enough one carries the earlier ones', () => {
    expect(benjaminiHochberg([0.04, 0.045, 0.05])).toEqual([true, true, true])
    expect(benjaminiHochberg([0.04])).toEqual([true])
    expect(benjaminiHochberg([])).toEqual([])
  })

  test('lies between Bonferroni and no correction', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (pValues) => {
        benjaminiHochberg(pValues).forEach((discovery, index) => {
          const p = pValues[index] ?? 1
          if (discovery) expect(p).toBeLessThanOrEqual(0.05)
          else expect(p).toBeGreaterThan(0.05 / pValues.length)
        })
      }),
    )
  })
})

describe('verdicts', () => {
  test('names who is better, who is worse and who is too few to judge', () => {
    expect(
      verdicts([
        { count: 120, base: 1000 },
        { count: 200, base: 1000 },
        { count: 50, base: 1000 },
        { count: 12, base: 100 },
        { count: 29, base: 29 },
        { count: 0, base: 0 },
      ]),
    ).toEqual(['same', 'better', 'worse', 'same', 'too_few', 'too_few'])
  })

  test('a difference that one comparison would show may vanish among many', () => {
    const usual = { count: 100, base: 1000 }
    const lucky = { count: 128, base: 1000 }
    expect(verdicts([lucky, { count: 1900, base: 19_000 }])[0]).toBe('better')
    expect(verdicts([lucky, ...Array.from({ length: 19 }, () => usual)])[0]).toBe('same')
  })

  test('rows that are too few do not count as comparisons, but as the rest', () => {
    const few = Array.from({ length: 100 }, () => ({ count: 3, base: 29 }))
    expect(verdicts([{ count: 128, base: 1000 }, { count: 1900, base: 19_000 }, ...few])[0]).toBe('better')
    expect(verdicts([{ count: 0, base: 400 }, ...few])[0]).toBe('worse')
  })

  test('one alone is the same as all', () => {
    expect(verdicts([{ count: 500, base: 1000 }])).toEqual(['same'])
    expect(verdicts([])).toEqual([])
  })

  test('do not depend on the order, and equal shares are the same', () => {
    fc.assert(
      fc.property(fc.array(proportion(3000), { maxLength: 12 }), (rows) => {
        expect(verdicts(rows.toReversed())).toEqual(verdicts(rows).toReversed())
        for (const verdict of verdicts(rows.map(() => ({ count: 30, base: 300 }))))
          expect(verdict).toBe('same')
      }),
    )
  })
})

describe('percentile', () => {
  test.each([
    [[], 0.5, null],
    [[7], 0.25, 7],
    [[1, 2], 0.5, 1.5],
    // Hyndman and Fan's type 7, R: quantile(c(1, 2, 3, 4, 10), c(.25, .5, .75, .875))
    [[1, 2, 3, 4, 10], 0.25, 2],
    [[1, 2, 3, 4, 10], 0.5, 3],
    [[1, 2, 3, 4, 10], 0.75, 4],
    [[1, 2, 3, 4, 10], 0.875, 7],
    [[1, 2, 3, 4], 0.25, 1.75],
    [[1, 2, 3, 4], 1, 4],
    [[1, 2, 3, 4], 0, 1],
  ])('%j at %d is %j', (sorted, p, value) => {
    expect(percentile(sorted, p)).toEqual(value)
  })

  test('refuses shares outside 0 to 1', () => {
    for (const p of [-0.1, 1.1, Number.NaN]) expect(() => percentile([1], p)).toThrow(RangeError)
  })
})

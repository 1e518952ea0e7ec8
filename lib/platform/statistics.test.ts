import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  benjaminiHochberg,
  compareProportions,
  erfc,
  fisherExact,
  judgedChanges,
  kaplanMeier,
  moreNeeded,
  type Observed,
  type Proportion,
  percentile,
  twoProportionTest,
  verdicts,
  wilson,
} from './statistics'

fc.configureGlobal({ seed: 20_261_122 })

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

describe('moreNeeded', () => {
  test('until 30, and until the difference would be judged', () => {
    const rows = [
      { count: 130, base: 1000 },
      { count: 200, base: 1000 },
      { count: 9, base: 40 },
      { count: 3, base: 11 },
      { count: 0, base: 0 },
    ]
    expect(verdicts(rows)).toEqual(['worse', 'better', 'same', 'too_few', 'too_few'])
    const [worse, better, same, few, none] = moreNeeded(rows)
    expect([worse, better, few, none]).toEqual([
      null,
      null,
      { until: 'enough', n: 19 },
      { until: 'enough', n: 30 },
    ])
    expect(same?.until).toBe('judged')
  })

  test('a difference that is not there is not foreseeable', () => {
    expect(
      moreNeeded([
        { count: 10, base: 100 },
        { count: 100, base: 1000 },
      ]),
    ).toEqual([null, null])
    expect(
      moreNeeded([
        { count: 501, base: 1000 },
        { count: 500, base: 1000 },
      ]),
    ).toEqual([null, null])
    expect(moreNeeded([{ count: 20, base: 100 }])).toEqual([null])
  })

  test('against a side that is known for good: the number that the formula gives', () => {
    const [needed] = moreNeeded([
      { count: 60, base: 100 },
      { count: 122_500, base: 175_000 },
    ])
    // 60 % against 70 %: n = 1.96² · 0.7 · 0.3 / 0.1² = 80.7, so 100 are judged already.
    expect(needed).toBeNull()
    const [more] = moreNeeded([
      { count: 36, base: 60 },
      { count: 122_500, base: 175_000 },
    ])
    expect(more?.until).toBe('judged')
    expect(more?.n).toBeGreaterThanOrEqual(20)
    expect(more?.n).toBeLessThanOrEqual(23)
  })

  test('with so many more it is judged, with far fewer it is not', () => {
    const two = fc.tuple(proportion(400, 30), proportion(4000, 30))
    fc.assert(
      fc.property(two, ([row, rest]) => {
        const [needed] = moreNeeded([row, rest])
        if (needed?.until !== 'judged') return
        // Whole multiples, so that the share is the same.
        const times = (n: number) => ({ count: row.count * n, base: row.base * n })
        expect(verdicts([times(2 + Math.ceil((2 * needed.n) / row.base)), rest])[0]).not.toBe('same')
        const fewer = Math.floor(needed.n / 2 / row.base)
        if (fewer > 0) expect(verdicts([times(1 + fewer), rest])[0]).toBe('same')
      }),
      { numRuns: 300 },
    )
  })
})

describe('judgedChanges', () => {
  test('tells a change from noise, as the rows of a table are told apart', () => {
    expect(
      judgedChanges([
        { now: { count: 200, base: 1000 }, before: { count: 120, base: 1000 } },
        { now: { count: 120, base: 1000 }, before: { count: 200, base: 1000 } },
        { now: { count: 130, base: 1000 }, before: { count: 120, base: 1000 } },
        { now: { count: 29, base: 29 }, before: { count: 0, base: 1000 } },
        { now: { count: 0, base: 1000 }, before: { count: 0, base: 0 } },
      ]),
    ).toEqual(['up', 'down', 'same', 'too_few', 'too_few'])
  })

  test('corrects for how many are looked at', () => {
    const lucky = { now: { count: 128, base: 1000 }, before: { count: 97, base: 1000 } }
    const still = { now: { count: 100, base: 1000 }, before: { count: 100, base: 1000 } }
    expect(judgedChanges([lucky])).toEqual(['up'])
    expect(judgedChanges([lucky, still, still])[0]).toBe('same')
    expect(judgedChanges([])).toEqual([])
  })
})

describe('kaplanMeier', () => {
  const seen = (time: number, events: number, censored: number): Observed => ({ time, events, censored })

  // Freireich et al., Blood 21 (1963): weeks of remission of 21 children on 6-MP. The estimate and Greenwood's standard
  // errors are in Klein and Moeschberger, "Survival Analysis", 2nd ed. (2003), table 4.1, and in Collett, 2nd ed., 2.1;
  // the intervals by log(−log) in Kleinbaum and Klein, "Survival Analysis", 3rd ed. (2012), chapter 2 (and as printed by
  // `sts list` of Stata for the same data).
  const sixMp = [
    seen(6, 3, 1),
    seen(7, 1, 0),
    seen(9, 0, 1),
    seen(10, 1, 1),
    seen(11, 0, 1),
    seen(13, 1, 0),
    seen(16, 1, 0),
    seen(17, 0, 1),
    seen(19, 0, 1),
    seen(20, 0, 1),
    seen(22, 1, 0),
    seen(23, 1, 0),
    seen(25, 0, 1),
    seen(32, 0, 2),
    seen(34, 0, 1),
    seen(35, 0, 1),
  ]
  test('6-MP: the estimate, how many were at risk, and the intervals', () => {
    const printed = [
      [6, 21, 0.8571, 0.6197, 0.9516],
      [7, 17, 0.8067, 0.5631, 0.9228],
      [10, 15, 0.7529, 0.5032, 0.8894],
      [13, 12, 0.6902, 0.4316, 0.8491],
      [16, 11, 0.6275, 0.3675, 0.8049],
      [22, 7, 0.5378, 0.2678, 0.7468],
      [23, 6, 0.4482, 0.1881, 0.6801],
    ] as const
    const curve = kaplanMeier(sixMp)
    expect(curve.map(({ time, atRisk }) => [time, atRisk])).toEqual(printed.map(([time, n]) => [time, n]))
    printed.forEach(([, , survival, low, high], index) => {
      expect(1 - (curve[index]?.value ?? 0)).toBeCloseTo(survival, 4)
      // The printed ones are of surviving, ours of the event.
      expect(1 - (curve[index]?.high ?? 0)).toBeCloseTo(low, 4)
      expect(1 - (curve[index]?.low ?? 0)).toBeCloseTo(high, 4)
    })
  })

  test('Greenwood: the standard errors of table 4.1', () => {
    const errors = [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346]
    kaplanMeier(sixMp).forEach(({ value, low }, index) => {
      // Back from the interval: its upper end is S to the power of exp(−z se / (S |log S|)).
      const survival = 1 - value
      const exponent = -Math.log(Math.log(1 - low) / Math.log(survival)) / 1.959963984540054
      expect(exponent * survival * Math.abs(Math.log(survival))).toBeCloseTo(errors[index] ?? 0, 3)
    })
  })

  test('the placebo arm, in which nobody is censored, is the plain share', () => {
    // The same trial; Klein and Moeschberger, table 1.1.
    const weeks = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
    const curve = kaplanMeier(weeks.map((week) => seen(week, 1, 0)))
    for (const { time, value } of curve)
      expect(value).toBeCloseTo(weeks.filter((week) => week <= time).length / 21, 12)
    expect(curve.at(-1)).toMatchObject({ time: 23, atRisk: 1, value: 1, high: 1 })
  })

  test('leads that are too young are no failures: the curve lies above the plain share, and within its interval', () => {
    const observations = fc.array(
      fc.record({
        time: fc.integer({ min: 0, max: 400 }),
        events: fc.integer({ min: 0, max: 5 }),
        censored: fc.integer({ min: 0, max: 9 }),
      }),
      { minLength: 1, maxLength: 60 },
    )
    fc.assert(
      fc.property(observations, (observed) => {
        const all = observed.reduce((sum, { events, censored }) => sum + events + censored, 0)
        let before = 0
        for (const { time, value, low, high } of kaplanMeier(observed)) {
          const had = observed.filter((one) => one.time <= time).reduce((sum, { events }) => sum + events, 0)
          expect(value).toBeGreaterThanOrEqual(had / all - 1e-9)
          expect(value).toBeGreaterThanOrEqual(before)
          expect(low).toBeGreaterThanOrEqual(0)
          expect(low).toBeLessThanOrEqual(value)
          expect(high).toBeGreaterThanOrEqual(value)
          expect(high).toBeLessThanOrEqual(1)
          before = value
        }
        // However the same observations are listed.
        const apart = observed.flatMap((one) => [
          seen(one.time, one.events, 0),
          seen(one.time, 0, one.censored),
        ])
        expect(kaplanMeier(apart.toReversed())).toEqual(kaplanMeier(observed))
      }),
    )
  })

  test('nobody, or no event, is no curve', () => {
    expect(kaplanMeier([])).toEqual([])
    expect(kaplanMeier([seen(10, 0, 7)])).toEqual([])
    expect(() => kaplanMeier([seen(10, -1, 7)])).toThrow(RangeError)
  })
})

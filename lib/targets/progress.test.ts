import { describe, expect, test } from 'vitest'
import type { KpiValue } from '@/lib/funnel/kpi'
import type { KpiId } from '@/lib/funnel/metrics'
import { expectedBy, poissonAtMost, progressOf } from './progress'

const fact = (
  value: number | string | null,
  numerator: number | string | null,
  denominator: number | null,
) => ({
  value,
  numerator,
  denominator,
  quartiles: null,
  leftOut: 0,
})
const share = (count: number, base: number) => fact(base === 0 ? null : count / base, count, base)
const count = (value: number) => fact(value, value, null)
const of = (id: KpiId, target: string, now: KpiValue | null, elapsed = 1, tooYoung = false) =>
  progressOf({ id, target, fact: now, elapsed, tooYoung })

describe('a share', () => {
  test.each([
    [share(25, 100), { verdict: 'met' }],
    [share(20, 100), { verdict: 'close' }], // 13.3 to 28.9 %
    [share(10, 100), { verdict: 'behind' }], // 5.5 to 17.4 %
    [share(0, 29), { verdict: 'too_few', needed: 1 }],
    [share(29, 29), { verdict: 'too_few', needed: 1 }],
    [share(0, 0), { verdict: 'no_data' }],
  ])('%j against 25 %%', (now, expected) => {
    expect(of('acceptanceRate', '0.25', now)).toEqual(expected)
  })

  test('of leads that are too young is not behind', () => {
    expect(of('leadToSale', '0.25', share(1, 100), 1, true)).toEqual({ verdict: 'too_young' })
    expect(of('leadToSale', '0.25', share(30, 100), 1, true)).toEqual({ verdict: 'met' })
    expect(of('leadToSale', '0.25', share(1, 100))).toEqual({ verdict: 'behind' })
  })

  test('that is neither good nor bad is not judged', () => {
    expect(of('salesFoundShare', '0.5', share(1, 100))).toEqual({ verdict: 'unjudged' })
  })
})

describe('a count', () => {
  test.each([
    [30, 1, 'met'],
    [22, 1, 'close'], // P(X ≤ 22 | 30) = 0.081
    [18, 1, 'behind'], // 0.013
    [15, 0.5, 'met'],
    [9, 0.5, 'close'], // P(X ≤ 9 | 15) = 0.070
    [6, 0.5, 'behind'], // 0.0076
  ] as const)('%i of 30 when %f of the days are over: %s', (now, elapsed, verdict) => {
    expect(of('customers', '30', count(now), elapsed)).toEqual({ verdict })
  })

  test('early in the period chance explains everything', () => {
    expect(of('customers', '30', count(0), 0.1)).toEqual({ verdict: 'too_few', needed: null })
    expect(of('customers', '30', count(0), 0)).toEqual({ verdict: 'not_begun' })
    expect(of('customers', '30', null, 0)).toEqual({ verdict: 'not_begun' })
  })

  test('of today is a state and no flow', () => {
    expect(of('forgotten12', '0', count(0), 0.4)).toEqual({ verdict: 'met' })
    expect(of('forgotten12', '0', count(3), 0.4)).toEqual({ verdict: 'short' })
  })
})

test('less is better of costs and of days', () => {
  expect(of('cac', '500.00', fact('480.00', '4800.00', 10))).toEqual({ verdict: 'met' })
  expect(of('cac', '500.00', fact('520.00', '5200.00', 10))).toEqual({ verdict: 'short' })
  expect(of('dealCycle', '40', fact(38, null, 30))).toEqual({ verdict: 'met' })
  expect(of('dealCycle', '40', fact(38, null, 12))).toEqual({ verdict: 'too_few', needed: 18 })
})

test('revenue so far is measured against the part that should be there, without a verdict on chance', () => {
  expect(expectedBy('revenue', '100000', 0.5)).toBe(50_000)
  expect(expectedBy('acceptanceRate', '0.4', 0.5)).toBe(0.4)
  expect(of('revenue', '100000', fact('50000.00', '50000.00', null), 0.5)).toEqual({ verdict: 'met' })
  expect(of('revenue', '100000', fact('1.00', '1.00', null), 0.5)).toEqual({ verdict: 'short' })
})

test('the Poisson distribution is that of the tables', () => {
  // Biometrika Tables for Statisticians, vol. 1, table 7 (as ppois in R)
  expect(poissonAtMost(0, 1)).toBeCloseTo(0.36788, 5)
  expect(poissonAtMost(3, 2.5)).toBeCloseTo(0.75758, 5)
  expect(poissonAtMost(10, 15)).toBeCloseTo(0.11846, 5)
  expect(poissonAtMost(900, 1000)).toBeCloseTo(0.00072, 4)
  expect(poissonAtMost(5, 1e6)).toBe(0)
})

import { describe, expect, test } from 'vitest'
import { changesOf, isGoodNews } from './change'
import type { KpiValue } from './kpi'
import type { KpiId } from './metrics'

const share = (count: number, base: number): KpiValue => ({
  value: base === 0 ? null : count / base,
  numerator: count,
  denominator: base,
  quartiles: null,
  leftOut: 0,
})

describe('a change against the period before', () => {
  const verdictOf = (id: KpiId, now: KpiValue, before: KpiValue | null, tooYoung = false) =>
    changesOf([{ id, now, before }], tooYoung).get(id)

  test.each([
    ['acceptanceRate', share(80, 100), share(40, 100), 'better'],
    ['acceptanceRate', share(40, 100), share(80, 100), 'worse'],
    ['salesFoundShare', share(80, 100), share(20, 100), 'differs'],
  ] as const)('%s is %s', (id, now, before, verdict) => {
    expect(verdictOf(id, now, before)).toEqual({ verdict })
  })

  test('that chance would explain says about how many more would tell', () => {
    expect(verdictOf('hotShare', share(52, 100), share(40, 100))).toEqual({ verdict: 'same', needed: 76 })
    expect(verdictOf('hotShare', share(40, 100), share(40, 100))).toEqual({ verdict: 'same', needed: null })
  })

  test('needs 30 in both bases, and says how many more', () => {
    expect(verdictOf('slaKept', share(20, 20), share(0, 100))).toEqual({ verdict: 'too_few', needed: 10 })
    expect(verdictOf('slaKept', share(100, 100), share(0, 29))).toEqual({ verdict: 'too_few', needed: 0 })
    expect(verdictOf('slaKept', share(30, 30), share(0, 30))).toEqual({ verdict: 'better' })
  })

  test('says nothing of leads that are too young, of money, of medians and without a period before', () => {
    expect(verdictOf('leadToSale', share(1, 100), share(50, 100), true)).toEqual({ verdict: 'too_young' })
    expect(verdictOf('cac', { ...share(1, 100), numerator: '5.00' }, share(1, 100))).toEqual({
      verdict: 'unjudged',
    })
    expect(verdictOf('paybackMarketing', share(1, 100), share(90, 100))).toEqual({ verdict: 'unjudged' })
    expect(verdictOf('hotShare', share(1, 100), null)).toEqual({ verdict: 'unjudged' })
  })

  test('one of many differences may be chance: the correction counts them all', () => {
    // Alone 62 of 100 against 48 of 100 would pass (p = 0.047); among five tests it does not.
    const now = share(62, 100)
    const before = share(48, 100)
    expect(verdictOf('slaKept', now, before)).toEqual({ verdict: 'better' })
    const same = (['acceptanceRate', 'hotShare', 'salesFoundShare', 'leadToSale'] as const).map((id) => ({
      id,
      now: share(50, 100),
      before: share(50, 100),
    }))
    expect(changesOf([{ id: 'slaKept', now, before }, ...same], false).get('slaKept')?.verdict).toBe('same')
  })
})

test('good news follows the good direction', () => {
  expect(isGoodNews('leadToSale', 0.2, 0.1)).toBe(true)
  expect(isGoodNews('cac', 20, 10)).toBe(false)
  expect(isGoodNews('cac', 10, 20)).toBe(true)
  expect(isGoodNews('salesFoundShare', 0.5, 0.1)).toBeNull()
  expect(isGoodNews('cac', null, 10)).toBeNull()
  expect(isGoodNews('cac', 10, 10)).toBeNull()
})

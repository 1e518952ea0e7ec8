import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { centsOf, moneyOf, moneyPer, moneyRatio, ratio, returnOn } from './money'

fc.configureGlobal({ seed: 20_261_122 })

describe('money', () => {
  test('ratios of nothing are no data', () => {
    expect(ratio(0, 0)).toBeNull()
    expect(ratio(5, 0)).toBeNull()
    expect(ratio(0, 5)).toBe(0)
    expect(moneyPer('100.00', 0)).toBeNull()
    expect(moneyRatio('100.00', '0.00')).toBeNull()
    expect(returnOn('100.00', '0')).toBeNull()
  })

  test('is exact', () => {
    expect(moneyPer('100.00', 3)).toBe('33.33')
    expect(moneyPer('0.05', 2)).toBe('0.03')
    expect(moneyPer('-0.05', 2)).toBe('-0.03')
    expect(moneyPer('999999999999.99', 1)).toBe('999999999999.99')
    expect(returnOn('150.00', '100.00')).toBe(0.5)
    expect(returnOn('0', '100.00')).toBe(-1)
    expect(moneyRatio('0.30', '0.10')).toBe(3)
    expect(() => centsOf('1,5')).toThrow(RangeError)
    expect(() => centsOf('1.555')).toThrow(RangeError)
  })

  test('cents and money are the same thing', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }), (cents) => {
        expect(centsOf(moneyOf(cents))).toBe(cents)
        expect(moneyOf(cents)).toMatch(/^-?\d+\.\d\d$/)
        expect(moneyPer(moneyOf(cents), 1)).toBe(moneyOf(cents))
      }),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KPI_IDS } from '@/lib/funnel/metrics'
import { checkedTarget, isPercentage, targetFigure, typedTarget, typedText } from './target-value'

fc.configureGlobal({ seed: 20_261_122 })

describe('what people type', () => {
  test.each([
    ['acceptanceRate', '47', { value: '0.47' }],
    ['acceptanceRate', '47 %', { value: '0.47' }],
    ['acceptanceRate', '23,5 %', { value: '0.235' }],
    ['acceptanceRate', '7', { value: '0.07' }],
    ['acceptanceRate', '0.05', { value: '0.0005' }],
    ['acceptanceRate', '100', { value: '1' }],
    ['acceptanceRate', '0', { value: '0' }],
    ['romi', '250 %', { value: '2.5' }],
    ['paybackMarketing', '×3,5', { value: '3.5' }],
    ['revenue', '1 234 567,50', { value: '1234567.5' }],
    ['revenue', '€1,200,000', { value: '1200000' }],
    ['cac', '999999999999.99', { value: '999999999999.99' }],
    ['customers', '1 200', { value: '1200' }],
    ['dealCycle', '45,5', { value: '45.5' }],
  ] as const)('%s: %s', (id, typed, expected) => {
    expect(typedTarget(id, typed)).toEqual(expected)
  })

  test.each([
    ['acceptanceRate', '101', 'over_100'],
    ['acceptanceRate', '100.01 %', 'over_100'],
    ['acceptanceRate', '-1', 'negative'],
    ['cac', '-0.01', 'negative'],
    ['acceptanceRate', 'half', 'number'],
    ['acceptanceRate', '', 'required'],
    ['acceptanceRate', '%', 'required'],
    ['customers', '1.5', 'whole_number'],
    ['dealCycle', '1.25', 'too_precise'],
    ['revenue', '1e6', 'number'],
    ['revenue', '1234567890123', 'too_long'],
    ['customers', 'Infinity', 'number'],
  ] as const)('%s refuses %j: %s', (id, typed, problem) => {
    expect(typedTarget(id, typed)).toEqual({ problem })
  })

  test('what a field shows is what it was typed as', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KPI_IDS), fc.integer({ min: 0, max: 10_000 }), (id, number) => {
        const checked = typedTarget(id, isPercentage(id) ? `${number / 100}` : String(number))
        if (!('value' in checked)) return
        expect(typedTarget(id, typedText(id, checked.value))).toEqual(checked)
      }),
    )
  })
})

test.each([
  ['acceptanceRate', '0.23456', 'too_precise'],
  ['acceptanceRate', '1.0001', 'over_100'],
  ['revenue', '1.005', 'too_precise'],
  ['revenue', 'NaN', 'number'],
] as const)('a program gives plain decimals: %s %s is %s', (id, given, problem) => {
  expect(checkedTarget(id, given)).toEqual({ problem })
})

test('money is a decimal string, the rest are numbers', () => {
  expect(checkedTarget('revenue', '0001200.50')).toEqual({ value: '1200.5' })
  expect(targetFigure('revenue', '1200.5')).toBe('1200.50')
  expect(targetFigure('cac', '7')).toBe('7.00')
  expect(targetFigure('leadToSale', '0.07')).toBe(0.07)
})

import { expect, test } from 'vitest'
import {
  daysOf,
  elapsedOf,
  isTargetPeriod,
  periodsAround,
  periodsOfYear,
  spanOf,
  targetPeriodOf,
  targetPeriodsFor,
} from './target-period'

test.each([
  ['2026-11', 'month', '2026-11-01', '2026-11-30'],
  ['2024-02', 'month', '2024-02-01', '2024-02-29'],
  ['2026-Q1', 'quarter', '2026-01-01', '2026-03-31'],
  ['2026-Q4', 'quarter', '2026-10-01', '2026-12-31'],
  ['2026', 'year', '2026-01-01', '2026-12-31'],
] as const)('%s is a %s from %s to %s', (period, span, from, to) => {
  expect(isTargetPeriod(period)).toBe(true)
  expect(spanOf(period)).toBe(span)
  expect(daysOf(period)).toEqual({ from, to })
  expect(targetPeriodOf({ from, to })).toBe(period)
})

test.each(['2026-13', '2026-00', '2026-Q5', '2026-Q0', '26', '1800', '2026-1', '2026-11-01', '2026-q4', ''])(
  '%j is no period of a target',
  (text) => {
    expect(isTargetPeriod(text)).toBe(false)
  },
)

test('days that are no month, quarter or year have no target', () => {
  expect(targetPeriodOf({ from: '2026-11-01', to: '2026-11-29' })).toBeNull()
  expect(targetPeriodOf({ from: '2026-11-02', to: '2026-11-30' })).toBeNull()
  expect(targetPeriodOf({ from: '2026-10-01', to: '2026-11-30' })).toBeNull()
})

test('the days up to today are the period that has begun with them', () => {
  expect(targetPeriodsFor({ from: '2026-11-01', to: '2026-11-22' }, '2026-11-22')).toEqual(['2026-11'])
  expect(targetPeriodsFor({ from: '2026-10-01', to: '2026-11-22' }, '2026-11-22')).toEqual(['2026-Q4'])
  expect(targetPeriodsFor({ from: '2026-01-01', to: '2026-01-09' }, '2026-01-09')).toEqual([
    '2026-01',
    '2026-Q1',
    '2026',
  ])
  expect(targetPeriodsFor({ from: '2026-10-01', to: '2026-10-31' }, '2026-11-22')).toEqual(['2026-10'])
  expect(targetPeriodsFor({ from: '2026-11-01', to: '2026-11-20' }, '2026-11-22')).toEqual([])
})

test('the periods around a day and of a year', () => {
  expect(periodsAround('2026-11-22')).toEqual(['2026-11', '2026-Q4', '2026'])
  expect(periodsOfYear('2026', 'quarter')).toEqual(['2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4', '2026'])
  expect(periodsOfYear('2026', 'month')).toHaveLength(12)
  expect(periodsOfYear('2026', 'month').at(-1)).toBe('2026-12')
})

test('how much of a period is over', () => {
  expect(elapsedOf('2026-11', '2026-10-31')).toBe(0)
  expect(elapsedOf('2026-11', '2026-11-01')).toBe(0)
  expect(elapsedOf('2026-11', '2026-11-16')).toBe(0.5)
  expect(elapsedOf('2026-11', '2026-11-30')).toBeCloseTo(29 / 30, 12)
  expect(elapsedOf('2026-11', '2026-12-01')).toBe(1)
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, daysBetween } from './calendar'
import { addMonths, lastDayOf, monthsOf, periodOfMonth, previousPeriod } from './period'

fc.configureGlobal({ seed: 20_261_122 })

describe('months', () => {
  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-08-31', -6, '2026-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-11-21', -12, '2025-11-21'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-12-01', 1, '2027-01-01'],
  ])('%s and %i months is %s', (day, months, other) => {
    expect(addMonths(day, months)).toBe(other)
  })

  test('their last days', () => {
    expect(['2024-02', '2025-02', '2026-04', '2026-12'].map(lastDayOf)).toEqual([
      '2024-02-29',
      '2025-02-28',
      '2026-04-30',
      '2026-12-31',
    ])
  })

  test('a period is the sum of its months', () => {
    const days = fc.integer({ min: 0, max: 1500 })
    fc.assert(
      fc.property(days, days, (offset, length) => {
        const from = addDays('2023-01-01', offset)
        const period = { from, to: addDays(from, length) }
        const parts = monthsOf(period).map((month) => periodOfMonth(month, period))
        const covered = parts.reduce((sum, part) => sum + (part ? daysBetween(part.from, part.to) + 1 : 0), 0)
        expect(covered).toBe(length + 1)
        expect(parts[0]?.from).toBe(from)
        expect(parts.at(-1)?.to).toBe(period.to)
      }),
    )
  })

  test('a month outside of the period has nothing of it', () => {
    expect(periodOfMonth('2026-01', { from: '2026-02-01', to: '2026-02-03' })).toBeNull()
  })
})

test.each([
  ['2026-03-01', '2026-03-31', '2026-01-29', '2026-02-28'],
  ['2026-03-31', '2026-03-31', '2026-03-30', '2026-03-30'],
  ['2025-01-01', '2025-12-31', '2024-01-02', '2024-12-31'],
])('the period before %s to %s is %s to %s', (from, to, before, until) => {
  expect(previousPeriod({ from, to })).toEqual({ from: before, to: until })
})

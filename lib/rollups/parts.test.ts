import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, dayNumber } from '@/lib/platform/calendar'
import { lastDayOf, monthOf } from '@/lib/platform/period'
import { partsOf, weightedParts } from './parts'

fc.configureGlobal({ seed: 20_261_122 })

test.each([
  ['2026-01-01', '2026-12-31', [['month', '2026-01-01', '2026-12-01']]],
  ['2026-02-28', '2026-02-28', [['day', '2026-02-28', '2026-02-28']]],
  ['2024-02-01', '2024-02-29', [['month', '2024-02-01', '2024-02-01']]],
  [
    '2025-11-30',
    '2026-02-01',
    [
      ['day', '2025-11-30', '2025-11-30'],
      ['month', '2025-12-01', '2026-01-01'],
      ['day', '2026-02-01', '2026-02-01'],
    ],
  ],
  ['2026-01-31', '2026-02-27', [['day', '2026-01-31', '2026-02-27']]],
  ['2026-03-02', '2026-03-01', []],
])('%s to %s', (from, to, parts) => {
  expect(partsOf({ from, to })).toEqual(parts.map(([span, first, last]) => ({ span, first, last })))
})

test('every day of a period is in one part, and no other day', () => {
  const day = fc.integer({ min: 0, max: 1500 }).map((days) => addDays('2023-01-01', days))
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 800 }), (from, length) => {
      const to = addDays(from, length)
      const days = partsOf({ from, to }).flatMap(({ span, first, last }) => {
        const end = span === 'month' ? lastDayOf(monthOf(last)) : last
        return Array.from({ length: dayNumber(end) - dayNumber(first) + 1 }, (_, n) => addDays(first, n))
      })
      expect(days).toEqual(Array.from({ length: length + 1 }, (_, n) => addDays(from, n)))
    }),
  )
})

test('most of a month is the month without the other days', () => {
  expect(weightedParts({ from: '2026-01-03', to: '2026-03-10' })).toEqual([
    { monthly: true, first: '2026-01-01', last: '2026-01-01', weight: 1 },
    { monthly: false, first: '2026-01-01', last: '2026-01-02', weight: -1 },
    { monthly: true, first: '2026-02-01', last: '2026-02-01', weight: 1 },
    { monthly: false, first: '2026-03-01', last: '2026-03-10', weight: 1 },
  ])
})

test('with weights, every day of a period counts once and no other day does, and few days are read', () => {
  const day = fc.integer({ min: 0, max: 1500 }).map((days) => addDays('2023-01-01', days))
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 800 }), (from, length) => {
      const counted = new Map<string, number>()
      let read = 0
      for (const { monthly, first, last, weight } of weightedParts({ from, to: addDays(from, length) })) {
        const end = monthly ? lastDayOf(monthOf(last)) : last
        if (!monthly) read += dayNumber(last) - dayNumber(first) + 1
        for (let name = first; name <= end; name = addDays(name, 1))
          counted.set(name, (counted.get(name) ?? 0) + weight)
      }
      const days = [...counted].filter(([, times]) => times !== 0)
      expect(days).toEqual(Array.from({ length: length + 1 }, (_, n) => [addDays(from, n), 1]))
      expect(read).toBeLessThanOrEqual(31)
    }),
  )
})

import { expect, test } from 'vitest'
import { beginningOf, firstWorkingDay, reportedDays } from './letter-days'

test.each([
  ['week', '2026-03-09', '2026-03-09', '2026-03-02', '2026-03-08'],
  ['week', '2026-03-15', '2026-03-09', '2026-03-02', '2026-03-08'],
  ['week', '2026-01-01', '2025-12-29', '2025-12-22', '2025-12-28'],
  ['month', '2026-03-01', '2026-03-01', '2026-02-01', '2026-02-28'],
  ['month', '2024-03-31', '2024-03-01', '2024-02-01', '2024-02-29'],
  ['month', '2026-01-15', '2026-01-01', '2025-12-01', '2025-12-31'],
] as const)('a letter of the %s written on %s', (span, today, beginning, from, to) => {
  expect(beginningOf(span, today)).toBe(beginning)
  expect(reportedDays(span, today)).toEqual({ from, to })
})

test('waits for the first day of work', () => {
  const weekday = (day: string) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
  expect(firstWorkingDay('2026-03-01', weekday)).toBe('2026-03-02')
  expect(firstWorkingDay('2026-03-02', weekday)).toBe('2026-03-02')
  expect(firstWorkingDay('2026-03-01', () => false)).toBeNull()
})

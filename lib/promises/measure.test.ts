import { expect, it } from 'vitest'
import { DEFAULT_TERMS } from '@/lib/agreements/definition'
import { mondayOf, NO_COUNTS, promisedVolume, sharesOf, weekBefore } from './measure'

const terms = (monthlyVolume: number) => ({
  marketing: { ...DEFAULT_TERMS.marketing, monthlyVolume },
})

it.each([
  ['2026-11-01', '2026-11-30', '2026-12-05', 60],
  ['2026-11-01', '2026-11-30', '2026-11-15', 30], // not more than was due by today
  ['2026-10-01', '2026-11-30', '2026-12-05', 120],
  ['2026-11-16', '2026-11-30', '2026-12-05', 30],
  ['2026-02-01', '2026-02-14', '2026-12-05', 30],
  ['2027-01-01', '2027-01-31', '2026-12-05', 0],
])('promises from %s to %s, on %s, %i of 60 a month', (from, to, today, promised) => {
  expect(promisedVolume(terms(60), { from, to }, today)).toBe(promised)
})

it('promises no volume where none was agreed', () => {
  expect(promisedVolume(terms(0), { from: '2026-11-01', to: '2026-11-30' }, '2026-12-05')).toBeNull()
})

it('knows weeks from Monday to Sunday', () => {
  for (const [day, monday] of [
    ['2026-11-22', '2026-11-16'],
    ['2026-11-23', '2026-11-23'],
    ['2026-03-01', '2026-02-23'],
    ['1969-12-31', '1969-12-29'],
  ] as const)
    expect(mondayOf(day)).toBe(monday)
  expect(weekBefore('2026-11-23')).toEqual({ from: '2026-11-16', to: '2026-11-22' })
})

it('divides what it says, and says nothing of nothing', () => {
  const shares = sharesOf({
    ...NO_COUNTS,
    accepted: 30,
    decided: 60,
    inTime: 8,
    settled: 10,
    complete: 3,
    offered: 4,
  })
  expect(shares.acceptance).toMatchObject({ value: 0.5, enough: true })
  expect(shares.verdictsKept).toMatchObject({ count: 8, base: 10, enough: false })
  expect(shares.complete.value).toBe(0.75)
  expect(shares.answersKept).toMatchObject({ base: 0, value: null })
})

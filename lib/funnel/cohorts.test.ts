import { describe, expect, test } from 'vitest'
import { type CohortCount, cohortRows, shownMonths } from './cohorts'

const count = (month: string, changes: Partial<CohortCount> = {}): CohortCount => ({
  month,
  leads: 100,
  underWay: 0,
  reached: [],
  reachedByNow: 0,
  within: { 30: 0, 60: 0, 90: 0 },
  ...changes,
})
const day = { last: '2026-11-22', today: '2026-11-22', usualDays: null }

describe('cohortRows', () => {
  test('sums up month by month; a stage before the creation counts in the month of it', () => {
    const reached = [
      { months: -1, n: 2 },
      { months: 1, n: 10 },
      { months: 3, n: 5 },
    ]
    const [row] = cohortRows([count('2026-07', { reached, reachedByNow: 17 })], day)
    expect(row?.cells.map(({ months, share }) => [months, share.count, share.base])).toEqual([
      [0, 2, 100],
      [1, 12, 100],
      [2, 12, 100],
      [3, 17, 100],
      [4, 17, 100],
    ])
    expect(row?.byNow.count).toBe(17)
  })

  test('the month that is not over is young, in each row another one', () => {
    const rows = cohortRows(
      ['2026-08', '2026-09', '2026-10', '2026-11'].map((month) => count(month)),
      day,
    )
    expect(rows.map(({ cells }) => cells.length)).toEqual([4, 3, 2, 1])
    for (const { cells } of rows)
      expect(cells.map(({ young }) => young)).toEqual(cells.map((_, index) => index === cells.length - 1))
  })

  test('within so many days: young until the last lead has had them', () => {
    const [august, september, october] = cohortRows(
      ['2026-08', '2026-09', '2026-10'].map((month) => count(month)),
      day,
    )
    expect(august?.within.map(({ young }) => young)).toEqual([false, false, true])
    expect(september?.within.map(({ young }) => young)).toEqual([false, true, true])
    expect(october?.within.map(({ young }) => young)).toEqual([true, true, true])
    // 30 September + 30 days is 30 October: on that day one may still be won in time.
    expect(cohortRows([count('2026-09')], { ...day, today: '2026-10-30' })[0]?.within[0]?.young).toBe(true)
    expect(cohortRows([count('2026-09')], { ...day, today: '2026-10-31' })[0]?.within[0]?.young).toBe(false)
  })

  test('a period that ends within a month: its leads are as old as its end', () => {
    const cut = { ...day, last: '2026-09-10' }
    expect(cohortRows([count('2026-09')], cut)[0]?.within.map(({ young }) => young)).toEqual([
      false,
      false,
      true,
    ])
  })

  test('too young by the usual cycle of the company', () => {
    const months = ['2026-08', '2026-09', '2026-10'].map((month) => count(month))
    const young = (usualDays: number | null) =>
      cohortRows(months, { ...day, usualDays }).map(({ tooYoung }) => tooYoung)
    expect(young(null)).toEqual([false, false, false])
    expect(young(40)).toEqual([false, false, true])
    expect(young(60)).toEqual([false, true, true])
  })

  test('a month without leads has shares of nothing', () => {
    const [row] = cohortRows([count('2026-07', { leads: 0 })], day)
    expect(row?.cells[0]?.share.value).toBeNull()
    expect(cohortRows([], day)).toEqual([])
  })
})

test('the columns of an old company are few, and the last ones far apart', () => {
  expect(shownMonths('2026-11', '2026-11-22')).toEqual([0])
  expect(shownMonths('2025-12', '2026-11-22')).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  expect(shownMonths('2024-01', '2026-11-22').slice(-4)).toEqual([15, 18, 24, 30])
  expect(shownMonths('1990-01', '2026-11-22').at(-1)).toBe(60)
})

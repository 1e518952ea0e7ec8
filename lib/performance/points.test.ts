import { describe, expect, it } from 'vitest'
import { isPointKey, pointsOf, sourceOf, spansOf } from './points'

const version = (version: number, inForceFrom: string, weights = {}) => ({ version, inForceFrom, weights })
const MARCH = { from: '2026-03-01', to: '2026-03-31' }

describe('the days of a version', () => {
  const spans = (...versions: ReturnType<typeof version>[]) =>
    spansOf(versions, MARCH).map(({ version, from, to }) => `${version} ${from.slice(8)}-${to.slice(8)}`)

  it.each([
    ['none was set', [], ['null 01-31']],
    ['one from before', [version(1, '2026-02-01')], ['1 01-31']],
    ['one from within', [version(1, '2026-03-10')], ['null 01-09', '1 10-31']],
    ['one to come', [version(1, '2026-04-01')], ['null 01-31']],
    ['from the last day', [version(1, '2026-03-31')], ['null 01-30', '1 31-31']],
    ['two', [version(2, '2026-03-20'), version(1, '2026-03-01')], ['1 01-19', '2 20-31']],
    // The second takes the place of the first one before its day has come.
    [
      'a later one from an earlier day',
      [version(1, '2026-03-20'), version(2, '2026-03-05')],
      ['null 01-04', '2 05-31'],
    ],
    [
      'two from the same day',
      [version(1, '2026-03-05'), version(2, '2026-03-05')],
      ['null 01-04', '2 05-31'],
    ],
  ])('where %s', (_, versions, expected) => {
    expect(spans(...versions)).toEqual(expected)
  })
})

it('multiplies, line by line, in the order of the form', () => {
  const spans = spansOf(
    [
      version(1, '2026-03-01', { wonHot: 10, acceptedHot: 3, 'rejected:no_need': -2, acceptedCold: 0 }),
      version(2, '2026-03-20', { acceptedHot: 4 }),
    ],
    MARCH,
  )
  const counts: Record<string, number> = { acceptedHot: 2, wonHot: 1, 'rejected:no_need': 3 }
  const { total, lines } = pointsOf('marketing', spans, (span, key) => (span === 0 ? (counts[key] ?? 0) : 5))
  expect(lines.map(({ key, count, weight, points }) => [key, count, weight, points])).toEqual([
    ['acceptedHot', 2, 3, 6],
    ['wonHot', 1, 10, 10],
    ['rejected:no_need', 3, -2, -6],
    ['acceptedHot', 5, 4, 20],
  ])
  expect(total).toBe(30)
})

it('gives no points, not nought, where none were in force', () => {
  expect(pointsOf('sales', spansOf([], MARCH), () => 7)).toEqual({ total: null, lines: [] })
  expect(pointsOf('sales', spansOf([version(1, '2026-03-01')], MARCH), () => 7)).toEqual({
    total: 0,
    lines: [],
  })
})

it('gives points for what the side does', () => {
  const codes = ['no_need']
  for (const key of ['acceptedHot', 'wonCold', 'answerLate', 'rejected:no_need'])
    expect(isPointKey('marketing', key, codes), key).toBe(true)
  for (const key of ['verdictInTime', 'won', 'rejected:nothing', 'rejected:', '__proto__', ''])
    expect(isPointKey('marketing', key, codes), key).toBe(false)
  for (const key of ['verdictInTime', 'won', 'overturned'])
    expect(isPointKey('sales', key, codes), key).toBe(true)
  for (const key of ['wonHot', 'rejected:no_need']) expect(isPointKey('sales', key, codes), key).toBe(false)
})

it('knows the list behind each key', () => {
  const ids = new Map([['no_need', 4]])
  expect(sourceOf('marketing', 'acceptedWarm', 7, ids)).toEqual({
    of: 'handoffs',
    set: 'accepted',
    filters: { marketerId: 7, grade: 'warm' },
  })
  expect(sourceOf('sales', 'won', 7, ids)).toEqual({ of: 'customers', assigneeId: 7 })
  expect(sourceOf('marketing', 'rejected:no_need', 7, ids)).toMatchObject({
    set: 'standing',
    filters: { reasonId: 4 },
  })
  expect(sourceOf('marketing', 'rejected:gone', 7, ids)).toBeNull()
  expect(sourceOf('sales', 'verdictLate', 7, ids)).toMatchObject({
    set: 'broken',
    filters: { owner: { side: 'sales', personId: 7 } },
  })
})

import { expect, test } from 'vitest'
import { comparedRows, comparisonQuery, readComparison } from './comparison'

const MARCH = { from: '2026-03-01', to: '2026-03-31' }
const TODAY = '2026-11-22'

test.each([
  [{}, null],
  [{ compare: 'weather' }, null],
  [{ compare: 'period' }, { by: 'period', other: { from: '2026-01-29', to: '2026-02-28' }, mended: 'none' }],
  [
    { compare: 'period', otherFrom: '2025-03-31', otherTo: '2025-03-01' },
    { by: 'period', other: { from: '2025-03-01', to: '2025-03-31' }, mended: 'order' },
  ],
  [{ compare: 'channel' }, { by: 'channel', first: null, second: null }],
  [
    { compare: 'owner', first: '3', second: 'none' },
    { by: 'owner', first: '3', second: 'none' },
  ],
  [
    { compare: 'campaign', first: '-1', second: "1'--" },
    { by: 'campaign', first: null, second: null },
  ],
])('%j is %j', (query, comparison) => {
  expect(readComparison(query, MARCH, TODAY)).toEqual(comparison)
})

test('an address keeps its comparison', () => {
  for (const query of [
    {},
    { compare: 'period' },
    { compare: 'period', otherFrom: '2025-03-01', otherTo: '2025-03-31' },
    { compare: 'channel' },
    { compare: 'assignee', first: '7', second: 'none' },
  ])
    expect(comparisonQuery(readComparison(query, MARCH, TODAY), MARCH)).toEqual(query)
})

test('two different rows, those that were asked for before the largest', () => {
  const rows = [{ key: 5 }, { key: 3 }, { key: 9 }, { key: null }]
  const keys = (first: string | null, second: string | null) =>
    comparedRows(rows, { first, second })?.map(({ key }) => key)
  expect(keys(null, null)).toEqual([5, 3])
  expect(keys('9', null)).toEqual([9, 5])
  expect(keys(null, '5')).toEqual([3, 5])
  expect(keys('none', '3')).toEqual([null, 3])
  expect(keys('3', '3')).toEqual([3, 5])
  expect(keys('77', '78')).toEqual([5, 3])
  expect(comparedRows([{ key: 1 }], { first: null, second: null })).toBeNull()
  expect(comparedRows([], { first: '1', second: null })).toBeNull()
})

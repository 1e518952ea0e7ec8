import { expect, test } from 'vitest'
import { planHref, readKpis, readPlan } from './search-params'

const TODAY = '2026-11-22'

test.each([
  [{}, { year: '2026', by: 'quarter', open: null, mended: 'none' }],
  [
    { year: '2025', by: 'month' },
    { year: '2025', by: 'month', open: null, mended: 'none' },
  ],
  [{ year: '20226' }, { year: '2026', by: 'quarter', open: null, mended: 'year' }],
  [{ year: '1700' }, { year: '2026', mended: 'year' }],
  [{ open: 'cac:2025-Q1' }, { year: '2025', open: { kpi: 'cac', period: '2025-Q1' }, mended: 'none' }],
  [{ open: 'happiness:2025' }, { year: '2026', open: null, mended: 'open' }],
  [{ open: 'cac:2025-W1' }, { open: null, mended: 'open' }],
  [{ open: 'cac' }, { open: null, mended: 'open' }],
])('%j is %j', (query, expected) => {
  expect(readPlan(query, TODAY)).toMatchObject(expected)
})

test('an address reproduces the screen', () => {
  const state = { year: '2026', by: 'month' as const, open: { kpi: 'cac' as const, period: '2026-03' } }
  const href = planHref(state)
  expect(href).toBe('/kpis/targets?by=month&open=cac%3A2026-03&year=2026')
  expect(readPlan(Object.fromEntries(new URL(href, 'http://x').searchParams), TODAY)).toMatchObject(state)
})

test.each([
  [{}, { from: '2026-10-01', to: TODAY, mended: 'none' }],
  [
    { from: '2026-02-01', to: '2026-01-01' },
    { from: '2026-01-01', to: '2026-02-01', mended: 'order' },
  ],
  [
    { from: '1900-01-01', to: '2100-01-01' },
    { to: '2100-01-01', mended: 'length' },
  ],
])('the days of %j are %j', (query, expected) => {
  expect(readKpis(query, TODAY)).toMatchObject(expected)
})

import { describe, expect, test } from 'vitest'
import { presetOf, presetPeriod } from '@/lib/platform/period-choice'
import { funnelHref, readFunnelState, segmentHref, stageHref } from './search-params'

const TODAY = '2026-03-31'

test.each([
  ['thisMonth', '2026-03-01', '2026-03-31'],
  ['lastMonth', '2026-02-01', '2026-02-28'],
  ['thisQuarter', '2026-01-01', '2026-03-31'],
  ['lastQuarter', '2025-10-01', '2025-12-31'],
  ['thisYear', '2026-01-01', '2026-03-31'],
  ['last12', '2025-04-01', '2026-03-31'],
] as const)('%s is %s to %s', (preset, from, to) => {
  expect(presetPeriod(preset, TODAY)).toEqual({ from, to })
})

test('a period is recognised by its days', () => {
  expect(presetOf({ from: '2025-04-01', to: TODAY }, TODAY)).toBe('last12')
  expect(presetOf({ from: '2025-04-02', to: TODAY }, TODAY)).toBeNull()
})

describe('addresses', () => {
  test('say the state, shortly', () => {
    const state = readFunnelState({ from: '2026-01-01', to: '2026-02-01', by: 'month', within: '30' }, TODAY)
    expect(state).toMatchObject({ basis: 'cohort', groupBy: 'month', within: 30, mended: 'none' })
    expect(funnelHref(state)).toBe('/funnel?by=month&from=2026-01-01&to=2026-02-01&within=30')
    expect(readFunnelState({}, TODAY)).toMatchObject({ from: '2025-04-01', to: TODAY, groupBy: 'channel' })
  })

  test.each([
    [
      { from: '2026-02-01', to: '2026-01-01' },
      { from: '2026-01-01', to: '2026-02-01', mended: 'order' },
    ],
    [
      { from: '1900-01-01', to: '2100-01-01' },
      { to: '2100-01-01', mended: 'length' },
    ],
    [
      { from: '2026-02-30', to: 'x' },
      { from: '2025-04-01', to: TODAY },
    ],
    [{ from: '2027-01-01' }, { from: '2027-01-01', to: '2027-01-01' }],
    [
      { basis: 'period', within: '30' },
      { basis: 'period', within: null },
    ],
    [
      { by: 'colour', within: '-1', basis: 'both' },
      { groupBy: 'channel', within: null, basis: 'cohort' },
    ],
    [
      { channel: '1; drop table lead', owner: 'none', grade: 'hot' },
      { filters: { owner: 'none', grade: 'hot' } },
    ],
  ])('what is mangled is mended: %j', (query, expected) => {
    expect(readFunnelState(query, TODAY)).toMatchObject(expected)
  })

  test.each([
    [{}, []],
    [{ from: '2026-02-01', to: '2026-01-01', by: 'month', within: '90', channel: 'none' }, []],
    [{ from: '1900-01-01', to: '2100-01-01' }, []],
    [{ from: '2026-02-30' }, ['from']],
    [{ by: 'colour', basis: 'both', within: 'soon' }, ['basis', 'by', 'within']],
    [{ basis: 'period', within: '30' }, ['within']],
    [{ channel: '1; drop table lead', grade: 'lukewarm', owner: '7' }, ['channel', 'grade']],
  ])('and what does not exist is named: %j', (query, unknown) => {
    expect(readFunnelState(query, TODAY).unknown.toSorted()).toEqual(unknown.toSorted())
  })

  test('lead to exactly the leads', () => {
    const state = { from: '2026-01-01', to: '2026-03-31', basis: 'cohort' as const, within: 90 }
    expect(stageHref(state, 'won', { channel: null, month: '2026-02' })).toBe(
      '/leads?basis=cohort&channel=none&from=2026-01-01&month=2026-02&stage=won&to=2026-03-31&within=90',
    )
    expect(stageHref(state, 'leads', {})).toBe(
      '/leads?basis=cohort&from=2026-01-01&stage=leads&to=2026-03-31',
    )
    expect(segmentHref(state, 'underWay', { month: '2026-03', region: 'North & West' })).toBe(
      '/leads?from=2026-03-01&region=North+%26+West&segment=underWay&to=2026-03-31',
    )
  })
})

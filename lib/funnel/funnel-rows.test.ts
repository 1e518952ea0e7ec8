import { describe, expect, test } from 'vitest'
import { wilson } from '@/lib/platform/statistics'
import { funnelRow, funnelRows, type RowCounts, totalRow } from './funnel-rows'
import { RATE_IDS } from './metrics'

const row = (leads: number, won: number, more: Partial<RowCounts> = {}): RowCounts => ({
  reach: 10_000,
  responses: 500,
  leads,
  qualified: leads,
  handedOff: leads,
  accepted: leads,
  deals: leads,
  won,
  closed: won,
  ...more,
})

describe('funnelRow', () => {
  const counts = row(400, 20, { qualified: 200, handedOff: 100, accepted: 50, deals: 40, closed: 120 })

  test('cohort: conversions with their intervals', () => {
    const { stages, underWay, rates } = funnelRow(counts, 'cohort')
    expect(stages).toEqual({
      reach: 10_000,
      responses: 500,
      leads: 400,
      qualified: 200,
      handedOff: 100,
      accepted: 50,
      deals: 40,
      won: 20,
    })
    expect(underWay).toBe(280)
    expect(rates).toEqual({
      leadToQualified: wilson(200, 400),
      qualifiedToHandedOff: wilson(100, 200),
      handedOffToAccepted: wilson(50, 100),
      acceptedToDeal: wilson(40, 50),
      dealToWon: wilson(20, 40),
      leadToSale: wilson(20, 400),
    })
  })

  test('period: ratios, which may exceed 1 and have no interval', () => {
    const { rates } = funnelRow({ ...counts, won: 60, leads: 10, deals: 0 }, 'period')
    expect(rates.leadToSale).toEqual({ count: 60, base: 10, value: 6, low: null, high: null, enough: false })
    expect(rates.dealToWon.value).toBeNull()
    expect(rates.qualifiedToHandedOff).toEqual({
      count: 100,
      base: 200,
      value: 0.5,
      low: null,
      high: null,
      enough: true,
    })
  })

  test('an empty row is no data', () => {
    const { rates } = funnelRow(row(0, 0), 'cohort')
    for (const id of RATE_IDS)
      expect(rates[id]).toMatchObject({ value: null, low: null, high: null, enough: false })
  })
})

describe('funnelRows', () => {
  test('judges cohorts, not ratios', () => {
    const counts = [row(1000, 200), row(1000, 120), row(20, 20), row(1000, 50)]
    expect(funnelRows(counts, 'cohort').map(({ verdict }) => verdict)).toEqual([
      'better',
      'same',
      'too_few',
      'worse',
    ])
    expect(funnelRows(counts, 'period').map(({ verdict }) => verdict)).toEqual([
      'same',
      'same',
      'too_few',
      'same',
    ])
    expect(funnelRows([row(10, 500)], 'period')[0]?.verdict).toBe('too_few')
  })

  test('the total is the sum of its rows', () => {
    const counts = [row(10, 1, { closed: 4 }), row(30, 2, { reach: null, responses: null, closed: 5 })]
    const total = totalRow(counts, 'cohort')
    expect(total.stages).toMatchObject({ reach: 10_000, responses: 500, leads: 40, won: 3 })
    expect(total.underWay).toBe(31)
    expect(total.verdict).toBe('same')
    expect(totalRow([row(5, 1, { reach: null })], 'cohort')).toMatchObject({
      stages: { reach: null },
      verdict: 'too_few',
    })
    expect(totalRow([], 'cohort').rates.leadToSale.value).toBeNull()
  })
})

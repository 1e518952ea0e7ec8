import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LEAD_STAGES } from '@/lib/leads/stages'
import { wilson } from '@/lib/platform/statistics'
import {
  centsOf,
  funnelRow,
  funnelRows,
  isGoodNews,
  isTooYoung,
  KPI_IDS,
  KPIS,
  moneyOf,
  moneyPer,
  moneyRatio,
  RATE_IDS,
  type RowCounts,
  ratio,
  returnOn,
  STAGES,
  totalRow,
} from './metrics'

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

describe('the contract', () => {
  test('stages, rates and KPIs are those of the contract', () => {
    expect(STAGES).toEqual([
      'reach',
      'responses',
      'leads',
      'qualified',
      'handedOff',
      'accepted',
      'deals',
      'won',
    ])
    expect(STAGES.slice(2)).toEqual(LEAD_STAGES)
    expect(RATE_IDS).toEqual([
      'leadToQualified',
      'qualifiedToHandedOff',
      'handedOffToAccepted',
      'acceptedToDeal',
      'dealToWon',
      'leadToSale',
    ])
    expect(KPI_IDS.toSorted()).toEqual(
      'acceptanceRate cac costPerAcceptedLead costPerHotLead costPerLead customers dealCycle forgotten12 forgotten6 hotShare leadToSale paybackMarketing paybackSales responseTime revenue romi salesCycle salesFoundShare slaKept'.split(
        ' ',
      ),
    )
    expect(KPIS.acceptanceRate.benchmarks.map(({ value }) => value)).toEqual([0.05, 0.23, 0.47])
    expect(KPIS.salesFoundShare.benchmarks.map(({ value }) => value)).toEqual([0.56])
  })

  test('every ratio and every cost per something names both its sides', () => {
    for (const id of KPI_IDS)
      if (KPIS[id].unit === 'ratio')
        expect([id, KPIS[id].numerator, KPIS[id].denominator]).not.toContain(null)
  })
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

test.each([
  ['2026-01-31', '2026-02-28', 30, true],
  ['2026-01-31', '2026-03-02', 30, false],
  ['2026-01-31', '2026-02-01', 0.5, false],
  ['2026-01-31', '2026-01-31', 0.5, true],
  ['2026-01-31', '2026-01-31', null, false],
])('a cohort up to %s is on %s with a usual cycle of %j days too young: %j', (to, today, days, young) => {
  expect(isTooYoung(to, today, days)).toBe(young)
})

describe('money', () => {
  test('ratios of nothing are no data', () => {
    expect(ratio(0, 0)).toBeNull()
    expect(ratio(5, 0)).toBeNull()
    expect(ratio(0, 5)).toBe(0)
    expect(moneyPer('100.00', 0)).toBeNull()
    expect(moneyRatio('100.00', '0.00')).toBeNull()
    expect(returnOn('100.00', '0')).toBeNull()
  })

  test('is exact', () => {
    expect(moneyPer('100.00', 3)).toBe('33.33')
    expect(moneyPer('0.05', 2)).toBe('0.03')
    expect(moneyPer('-0.05', 2)).toBe('-0.03')
    expect(moneyPer('999999999999.99', 1)).toBe('999999999999.99')
    expect(returnOn('150.00', '100.00')).toBe(0.5)
    expect(returnOn('0', '100.00')).toBe(-1)
    expect(moneyRatio('0.30', '0.10')).toBe(3)
    expect(() => centsOf('1,5')).toThrow(RangeError)
    expect(() => centsOf('1.555')).toThrow(RangeError)
  })

  test('cents and money are the same thing', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }), (cents) => {
        expect(centsOf(moneyOf(cents))).toBe(cents)
        expect(moneyOf(cents)).toMatch(/^-?\d+\.\d\d$/)
        expect(moneyPer(moneyOf(cents), 1)).toBe(moneyOf(cents))
      }),
    )
  })
})

test('good news follows the good direction', () => {
  expect(isGoodNews('leadToSale', 0.2, 0.1)).toBe(true)
  expect(isGoodNews('cac', 20, 10)).toBe(false)
  expect(isGoodNews('cac', 10, 20)).toBe(true)
  expect(isGoodNews('salesFoundShare', 0.5, 0.1)).toBeNull()
  expect(isGoodNews('cac', null, 10)).toBeNull()
  expect(isGoodNews('cac', 10, 10)).toBeNull()
})

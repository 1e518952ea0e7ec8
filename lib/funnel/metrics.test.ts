import { describe, expect, test } from 'vitest'
import { messagesFor } from '@/lib/i18n/messages'
import { GROUPINGS, LEAD_STAGES } from '@/lib/leads/stages'
import { basisOf, KPI_IDS, METRIC_IDS, METRICS, PARTS, RATE_IDS, RATES, STAGES, sourcesOf } from './metrics'
import { COST_GROUPINGS } from './queries/costs'

describe('the contract', () => {
  test('stages, rates and KPIs are those of the contract', () => {
    expect(STAGES.slice(0, 2)).toEqual(['reach', 'responses'])
    expect(STAGES.slice(2)).toEqual(['leads', 'qualified', 'handedOff', 'accepted', 'deals', 'won'])
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
    const benchmarks = (id: (typeof KPI_IDS)[number]) => METRICS[id].benchmarks.map(({ value }) => value)
    expect(benchmarks('acceptanceRate')).toEqual([0.05, 0.23, 0.47])
    expect(benchmarks('salesFoundShare')).toEqual([0.56])
  })

  test('every stage and every conversion is a metric', () => {
    for (const stage of STAGES) expect(METRICS[stage].numerator).toBe(stage)
    for (const id of RATE_IDS) {
      expect([METRICS[id].numerator, METRICS[id].denominator]).toEqual([RATES[id].count, RATES[id].base])
    }
  })

  test('reach and responses can be split by what costs can be split by', () => {
    expect(METRICS.reach.groupings).toEqual(COST_GROUPINGS)
  })
})

describe.each(METRIC_IDS)('%s', (id) => {
  const metric = METRICS[id]

  test.each(['en', 'ru'] as const)('has words in %s', (locale) => {
    const words = messagesFor(locale).funnel.metric[id]
    expect(Object.keys(words)).toEqual(['name', 'how', 'formula'])
    for (const text of Object.values(words)) expect(text.trim()).not.toBe('')
    if (locale === 'ru') expect(words.how).toMatch(/[а-яё]/i)
  })

  test('has a source for each of its parts', () => {
    const { numerator, denominator } = sourcesOf(id)
    expect(numerator ?? denominator).not.toBeNull()
    expect(numerator === null).toBe(metric.numerator === null)
    expect(denominator === null).toBe(metric.denominator === null)
  })

  test('its formula fits its parts and its unit', () => {
    const unit = (part: keyof typeof PARTS | null) => (part === null ? null : PARTS[part].unit)
    const parts = [unit(metric.numerator), unit(metric.denominator)]
    const expected = {
      count: [['count'], ['count', null]],
      sum: [['money'], ['money', null]],
      share: [['ratio'], ['count', 'count']],
      median: [
        ['days', 'hours'],
        [null, 'count'],
      ],
      per: [['money'], ['money', 'count']],
      return: [['ratio'], ['money', 'money']],
      multiple: [['ratio'], ['money', 'money']],
    }[metric.formula]
    expect(expected[0]).toContain(metric.unit)
    expect(parts).toEqual(expected[1])
  })

  test('is counted on some basis and split by what exists', () => {
    expect(metric.counted.length).toBeGreaterThan(0)
    expect(basisOf(id)).toBe(metric.counted[0]?.basis)
    expect(GROUPINGS).toEqual(expect.arrayContaining([...metric.groupings]))
    expect(metric.groupings[0]).toBe('none')
  })
})

test.each(['en', 'ru'] as const)('a stage and a conversion are called the same everywhere (%s)', (locale) => {
  const { stage, rate, metric } = messagesFor(locale).funnel
  for (const id of STAGES) expect(metric[id].name).toBe(stage[id])
  for (const id of RATE_IDS) expect(metric[id].name).toBe(rate[id])
})

import { z } from 'zod'
import { KPI_IDS } from '@/lib/funnel/metrics'
import type { Summary, SummaryKpi } from '@/lib/reports/summary'
import { day, time } from './common'
import { estimate } from './funnel'

const count = z.int().min(0)
const figure = z.union([z.number(), z.string()])
const kept = z.strictObject({ due: count, broken: count })
const channel = z.strictObject({ id: z.number().nullable(), name: z.string(), leadToSale: estimate })
const costs = z.strictObject({ marketing: z.string(), sales: z.string() })

const kpi = z
  .strictObject({
    id: z.enum(KPI_IDS),
    unit: z.string(),
    value: figure.nullable(),
    numerator: figure.nullable(),
    denominator: figure.nullable(),
    previous: figure.nullable(),
    change: z
      .strictObject({ verdict: z.string(), needed: z.int().nullable().optional() })
      .meta({ description: 'better, worse or differs only where a corrected test says so' }),
    target: z.strictObject({ period: z.string(), value: z.string(), verdict: z.string() }).nullable(),
    benchmark: z.record(z.string(), z.number()).nullable(),
  })
  .meta({ id: 'SummaryKpi' })

export const summaryAnswer = z
  .strictObject({
    from: day,
    to: day,
    previous: z.strictObject({ from: day, to: day }),
    organisation: z.string(),
    currency: z.string(),
    countedAt: time,
    needs: z
      .array(
        z.strictObject({
          kind: z.string(),
          kpi: z.enum(KPI_IDS).optional(),
          value: figure.optional(),
          target: z.string().optional(),
          before: figure.optional(),
          names: z.array(z.string()).optional(),
          count: count.optional(),
        }),
      )
      .meta({ description: 'what needs a decision' }),
    funnel: z.strictObject({
      stages: z.record(z.string(), count.nullable()),
      underWay: count,
      rates: z.record(z.string(), estimate),
      tooYoung: z.boolean(),
    }),
    kpis: z.array(kpi),
    spent: z.strictObject({ ...costs.shape, before: costs }),
    channels: z.strictObject({
      kind: z.enum(['no_leads', 'too_few', 'same', 'found']),
      better: z.array(channel),
      worse: z.array(channel),
    }),
    promises: z.strictObject({ sales: kept, marketing: kept }),
  })
  .meta({ id: 'Summary' })

export function summaryJson(facts: Summary) {
  const { channels, funnel } = facts
  const named = (which: 'better' | 'worse') =>
    channels.kind === 'found'
      ? channels[which].map(({ key, label, leadToSale }) => ({ id: Number(key), name: label, leadToSale }))
      : []
  return {
    from: facts.from,
    to: facts.to,
    previous: facts.previous,
    organisation: facts.organisation,
    currency: facts.currency,
    countedAt: facts.countedAt.toISOString(),
    needs: facts.needs,
    funnel: {
      stages: funnel.stages,
      underWay: funnel.underWay,
      rates: funnel.rates,
      tooYoung: funnel.tooYoung,
    },
    kpis: Object.values(facts.kpis).map(kpiJson),
    spent: facts.spent,
    channels: { kind: channels.kind, better: named('better'), worse: named('worse') },
    promises: facts.promises,
  } satisfies z.input<typeof summaryAnswer>
}

function kpiJson({
  id,
  unit,
  value,
  numerator,
  denominator,
  previous,
  change,
  target,
  benchmark,
}: SummaryKpi) {
  return {
    id,
    unit,
    value,
    numerator,
    denominator,
    previous,
    change,
    target: target && { period: target.period, value: target.value, verdict: target.progress.verdict },
    benchmark,
  }
}

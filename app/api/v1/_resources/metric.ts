import { z } from 'zod'
import { benchmarkOf, METRIC_IDS, METRICS, type MetricId, PARTS, type PartId } from '@/lib/funnel/metrics'
import { sourceHref } from '@/lib/funnel/search-params'
import { messagesFor } from '@/lib/i18n/messages'
import { BASES, GROUPINGS } from '@/lib/leads/stages'

const words = z.strictObject({ en: z.string(), ru: z.string() })

const part = z
  .strictObject({
    id: z.string(),
    unit: z.enum(['count', 'money']),
    of: z.enum(['leads', 'handoffs', 'costs']),
    list: z
      .string()
      .meta({ description: 'the screen that lists exactly these records, in days {from} to {to}' }),
  })
  .meta({ id: 'MetricPart' })

export const metric = z
  .strictObject({
    id: z.enum(METRIC_IDS as [MetricId, ...MetricId[]]),
    kind: z.enum(['stage', 'conversion', 'kpi', 'quality']),
    name: words,
    how: words.meta({ description: 'how it is counted' }),
    formula: words,
    unit: z.enum(['ratio', 'days', 'hours', 'money', 'count']),
    calculation: z.enum(['count', 'sum', 'share', 'median', 'per', 'return', 'multiple']),
    numerator: part.nullable(),
    denominator: part.nullable(),
    counted: z
      .array(
        z.strictObject({
          basis: z.enum([...BASES, 'now']),
          by: z.enum(['created', 'entered', 'decided', 'won', 'spent']).nullable(),
        }),
      )
      .meta({ description: 'on which basis, by which day; the usual one first' }),
    groupings: z.array(z.enum(GROUPINGS)).meta({ description: 'what it can be split by' }),
    better: z.enum(['higher', 'lower']).nullable().meta({ description: 'null: more is neither' }),
    side: z.enum(['marketing', 'sales', 'both']).meta({ description: 'whose doing it is' }),
    benchmark: z.record(z.string(), z.number()).nullable(),
  })
  .meta({ id: 'Metric' })

export function metricsJson(): z.input<typeof metric>[] {
  const en = messagesFor('en').funnel.metric
  const ru = messagesFor('ru').funnel.metric
  return METRIC_IDS.map((id) => {
    const { formula, numerator, denominator, benchmarks: _, counted, groupings, ...rest } = METRICS[id]
    const said = (what: 'name' | 'how' | 'formula') => ({ en: en[id][what], ru: ru[id][what] })
    return {
      id,
      kind: rest.kind,
      name: said('name'),
      how: said('how'),
      formula: said('formula'),
      unit: rest.unit,
      calculation: formula,
      numerator: partJson(numerator),
      denominator: partJson(denominator),
      counted: [...counted],
      groupings: [...groupings],
      better: rest.better,
      side: rest.side,
      benchmark: benchmarkOf(id),
    }
  })
}

function partJson(id: PartId | null): z.input<typeof part> | null {
  if (id === null) return null
  const { unit, source } = PARTS[id]
  const list = sourceHref(source, { from: '{from}', to: '{to}' })
  return { id, unit, of: source.of, list: list.replaceAll('%7B', '{').replaceAll('%7D', '}') }
}

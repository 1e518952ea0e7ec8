import { z } from 'zod'
import { KPI_IDS } from '@/lib/funnel/metrics'
import type { Funnel, KeyedRow } from '@/lib/funnel/queries/funnel'
import { BASES, GROUPINGS } from '@/lib/leads/stages'
import type { PlannedKpi } from '@/lib/targets/queries'
import { day } from './common'

const count = z.number().min(0)
const share = z.number().nullable()

export const estimate = z
  .strictObject({
    count,
    base: count,
    value: share,
    low: share.meta({ description: 'of the 95 % Wilson interval; null on the period basis' }),
    high: share,
    enough: z.boolean().meta({ description: 'the base is large enough to judge by' }),
  })
  .meta({ id: 'Estimate' })

const row = z
  .strictObject({
    key: z.union([z.string(), z.number()]).nullable().meta({ description: 'null: has none' }),
    label: z.string(),
    stages: z.strictObject({
      reach: count.nullable(),
      responses: count.nullable(),
      leads: count,
      qualified: count,
      handedOff: count,
      accepted: count,
      deals: count,
      won: count,
    }),
    underWay: count,
    rates: z.strictObject({
      leadToQualified: estimate,
      qualifiedToHandedOff: estimate,
      handedOffToAccepted: estimate,
      acceptedToDeal: estimate,
      dealToWon: estimate,
      leadToSale: estimate,
    }),
    verdict: z.enum(['better', 'worse', 'same', 'too_few']),
    tooYoung: z.boolean(),
  })
  .meta({ id: 'FunnelRow' })

export const funnelAnswer = z
  .strictObject({
    basis: z.enum(BASES),
    groupBy: z.enum(GROUPINGS),
    from: day,
    to: day,
    within: z.int().nullable(),
    rows: z.array(row),
    total: row,
  })
  .meta({ id: 'Funnel' })

export function funnelJson({ basis, groupBy, from, to, within, rows, total }: Funnel) {
  return {
    basis,
    groupBy,
    from,
    to,
    within,
    rows: rows.map((row) => rowJson(row, row.key, labelOf(row, groupBy))),
    total: rowJson(total, null, 'Total'),
  } satisfies z.input<typeof funnelAnswer>
}

function rowJson(
  { stages, underWay, rates, verdict, tooYoung }: Funnel['total'],
  key: string | number | null,
  label: string,
) {
  return { key, label, stages, underWay, rates, verdict, tooYoung }
}

function labelOf({ key, label }: KeyedRow, groupBy: Funnel['groupBy']): string {
  if (label !== null) return label
  if (key !== null) return String(key)
  return groupBy === 'none' ? 'All' : `No ${groupBy}`
}

const figure = z.union([z.number(), z.string()]).nullable().meta({ description: 'money is a decimal string' })

export const kpi = z
  .strictObject({
    id: z.enum(KPI_IDS),
    value: figure,
    numerator: figure,
    denominator: figure,
    unit: z.enum(['ratio', 'days', 'hours', 'money', 'count']),
    benchmark: z.record(z.string(), z.number()).nullable(),
    target: figure,
    previous: figure,
    quartiles: z.strictObject({ low: z.number(), high: z.number() }).nullable(),
    leftOut: z.int().meta({ description: 'records that the definition leaves out' }),
  })
  .meta({ id: 'Kpi' })

export function kpiJson({ before: _, ...rest }: PlannedKpi) {
  return rest
}

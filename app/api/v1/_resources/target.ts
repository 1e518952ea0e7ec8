import { z } from 'zod'
import { KPI_IDS } from '@/lib/funnel/metrics'
import type { Standing, Target } from '@/lib/targets/queries'
import { daysOf } from '@/lib/targets/target-period'
import { targetFigure } from '@/lib/targets/target-value'
import { day, id, time } from './common'

const side = z.enum(['marketing', 'sales'])
const named = z.strictObject({ id, name: z.string() })
const figure = z
  .union([z.number(), z.string()])
  .meta({ description: 'shares are ratios; money is a decimal string' })

const fields = {
  id,
  kpi: z.enum(KPI_IDS),
  period: z.string().meta({ description: '2026-11, 2026-Q4 or 2026' }),
  from: day,
  to: day,
  value: figure,
  version: z.int().min(1),
  state: z.enum(['proposed', 'in_force']).meta({ description: 'in force once both heads have agreed' }),
  setBy: named,
  setAt: time,
  agreements: z.array(z.strictObject({ side, by: named, at: time })),
}

export const target = z.strictObject(fields).meta({ id: 'Target' })

export const targetWithFact = z
  .strictObject({
    ...fields,
    fact: figure.nullable().meta({ description: 'so far, or at the end; null without data' }),
    elapsed: z.number().meta({ description: "the share of the period's days that are over" }),
    progress: z.enum([
      'met',
      'close',
      'behind',
      'short',
      'too_few',
      'too_young',
      'not_begun',
      'no_data',
      'unjudged',
    ]),
  })
  .meta({
    id: 'TargetWithFact',
    description:
      'progress: met; close (short of it, but chance would explain it); behind (beyond chance); short (of money and medians, ' +
      'which cannot be tested); too_few (to judge)',
  })

export const setAnswer = z.strictObject({
  target: target.nullable().meta({ description: 'null: it was taken back' }),
  voided: z.array(side).meta({ description: 'the sides whose agreement the change voided' }),
})

export function targetJson({ inForce, setAt, agreements, value, ...rest }: Target): z.input<typeof target> {
  return {
    id: rest.id,
    kpi: rest.kpi,
    period: rest.period,
    ...daysOf(rest.period),
    value: targetFigure(rest.kpi, value),
    version: rest.version,
    state: inForce ? 'in_force' : 'proposed',
    setBy: rest.setBy,
    setAt: setAt.toISOString(),
    agreements: agreements.map(({ side, by, at }) => ({ side, by, at: at.toISOString() })),
  }
}

export function standingJson(row: Target & Standing): z.input<typeof targetWithFact> {
  return {
    ...targetJson(row),
    fact: row.fact?.value ?? null,
    elapsed: row.elapsed,
    progress: row.progress?.verdict ?? 'no_data',
  }
}

import { z } from 'zod'
import { COHORT_DAYS, COHORT_STAGES } from '@/lib/funnel/cohorts'
import type { Cohorts } from '@/lib/funnel/queries/cohorts'
import type { timeToWin } from '@/lib/funnel/queries/time-to-win'
import type { WinCurve } from '@/lib/funnel/time-to-win'
import { day } from './common'
import { estimate } from './funnel'

const count = z.int().min(0)
const share = z.number().min(0).max(1)

const cohort = z
  .strictObject({
    month: z.string().meta({ description: 'of the creation, `YYYY-MM`' }),
    leads: count,
    underWay: count.meta({ description: 'neither won nor lost nor disqualified yet' }),
    byNow: estimate,
    tooYoung: z.boolean().meta({ description: 'younger than three quarters of sales take' }),
    months: z.array(
      z.strictObject({
        months: count.meta({ description: 'calendar months after that of the creation' }),
        share: estimate,
        young: z.boolean().meta({ description: 'that month is not over' }),
      }),
    ),
    within: z.array(
      z.strictObject({
        days: z.literal(COHORT_DAYS),
        share: estimate,
        young: z.boolean().meta({ description: 'not all leads have had these days' }),
      }),
    ),
  })
  .meta({ id: 'Cohort' })

export const cohortsAnswer = z.strictObject({
  from: day,
  to: day,
  stage: z.enum(COHORT_STAGES),
  usualDays: z
    .number()
    .nullable()
    .meta({ description: 'days within which three quarters of sales were made' }),
  data: z.array(cohort),
})

export function cohortsJson({ from, to, stage, usualDays, rows }: Cohorts) {
  const data = rows.map(({ cells, ...row }) => ({ ...row, months: cells }))
  return { from, to, stage, usualDays, data } satisfies z.input<typeof cohortsAnswer>
}

const curve = z
  .strictObject({
    key: z.int().nullable().meta({ description: 'null: has none' }),
    label: z.string(),
    leads: count,
    wins: count,
    leftOut: count.meta({ description: 'won on a day before their creation' }),
    half: count.nullable().meta({ description: 'the day by which half of the wins had come' }),
    at: z.array(
      z.strictObject({ day: count, value: share, low: share, high: share, atRisk: count, wins: count }),
    ),
    curve: z.array(
      z.strictObject({ day: count, atRisk: count, wins: count, value: share, low: share, high: share }),
    ),
  })
  .meta({ id: 'WinCurve' })

export const timeToWinAnswer = z.strictObject({
  from: day,
  to: day,
  data: z.array(curve),
  total: curve,
})

export function timeToWinJson(
  { from, to }: { from: string; to: string },
  { rows, total }: Awaited<ReturnType<typeof timeToWin>>,
) {
  return {
    from,
    to,
    data: rows.map((row) => curveJson(row, row.key, row.label ?? 'No channel')),
    total: curveJson(total, null, 'Total'),
  } satisfies z.input<typeof timeToWinAnswer>
}

function curveJson({ leads, wins, leftOut, half, at, curve }: WinCurve, key: number | null, label: string) {
  const points = curve.map(({ time, events, ...rest }) => ({ day: time, wins: events, ...rest }))
  return { key, label, leads, wins, leftOut, half, at, curve: points }
}

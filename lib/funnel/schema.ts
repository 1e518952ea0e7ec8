import { z } from 'zod'
import { ATTRIBUTIONS, BASES, DIMENSIONS, type FilterDimension, GROUPINGS } from '@/lib/leads/stages'
import { idInput } from '@/lib/platform/input'
import { aPeriod, periodFields } from '@/lib/platform/period-choice'
import { COHORT_STAGES, monthsBetween } from './cohorts'
import { PERFORMANCE_SORTS } from './performance'
import { MIX_GROUPINGS } from './quality'
import { REJECTION_GROUPINGS } from './rejections'

/** GET /campaigns/performance. */
export const performanceQuery = aPeriod(
  z.strictObject({
    ...periodFields,
    basis: z.enum(BASES, { error: 'not_an_option' }).default('period'),
    attribution: z.enum(ATTRIBUTIONS, { error: 'not_an_option' }).default('first'),
    groupBy: z.enum(['channel', 'campaign'], { error: 'not_an_option' }).default('campaign'),
    channel: idInput.optional(),
    verdict: z.enum(['better', 'worse', 'same', 'too_few'], { error: 'not_an_option' }).optional(),
    sort: z
      .enum([...PERFORMANCE_SORTS, ...PERFORMANCE_SORTS.map((name) => `-${name}` as const)], {
        error: 'not_an_option',
      })
      .default('costPerAccepted'),
  }),
)

/** GET /campaigns/{id}/performance. */
export const campaignPerformanceQuery = aPeriod(
  z.strictObject({
    ...periodFields,
    basis: z.enum(BASES, { error: 'not_an_option' }).default('cohort'),
    attribution: z.enum(ATTRIBUTIONS, { error: 'not_an_option' }).default('first'),
  }),
)

export const kpisInput = aPeriod(z.strictObject(periodFields))
export type KpisInput = z.infer<typeof kpisInput>

const filterValue = z.union([z.string().max(200), z.number().int()])
export type FunnelFilters = Partial<Record<FilterDimension, string | number | null>>

/** Digits and nothing else: "0x1e" and "1e3" are slips of the finger, not 30 and 1,000 days. */
export const withinInput = z
  .union([z.number(), z.string().regex(/^\d{1,6}$/)], { error: 'whole_number' })
  .transform(Number)
  .pipe(
    z
      .number()
      .int({ error: 'whole_number' })
      .min(0, { error: 'whole_number' })
      .max(3660, { error: 'too_long' }),
  )
  .meta({ type: 'integer', minimum: 0, maximum: 3660 })

const question = {
  ...periodFields,
  basis: z.enum(BASES, { error: 'not_an_option' }).default('cohort'),
  groupBy: z.enum(GROUPINGS, { error: 'not_an_option' }).default('none'),
  // an empty one is none: not 0 days
  within: z
    .union([z.literal('').transform(() => null), withinInput], { error: 'whole_number' })
    .nullish()
    .transform((days) => days ?? null),
}

function fitsBasis({ basis, within }: { basis: string; within: number | null }): boolean {
  return basis === 'cohort' || within === null
}

const BASIS = { error: 'within_needs_cohort', path: ['within'] }

/** GET /funnel; `within` belongs to the cohort basis. */
export const funnelQuery = aPeriod(z.strictObject(question)).refine(fitsBasis, BASIS)

/** The same with the filters of the screen. */
export const funnelInput = aPeriod(
  z.strictObject({
    ...question,
    filters: z
      .partialRecord(
        z.enum(DIMENSIONS.filter((name): name is FilterDimension => name !== 'month')),
        filterValue,
      )
      .default({}),
  }),
).refine(fitsBasis, BASIS)
export type FunnelInput = Omit<z.infer<typeof funnelInput>, 'filters'> & { filters: FunnelFilters }

const anId = z.coerce
  .number({ error: 'id' })
  .int({ error: 'id' })
  .min(1, { error: 'id' })
  .max(2_147_483_647, { error: 'id' })
  .optional()

/** GET /quality; `channel` narrows campaigns to those of one channel. */
export const qualityQuery = aPeriod(
  z.strictObject({
    ...periodFields,
    groupBy: z.enum(MIX_GROUPINGS, { error: 'not_an_option' }).default('channel'),
    channel: anId,
  }),
)
export type QualityInput = z.infer<typeof qualityQuery>

/** GET /quality/calibration */
export const calibrationQuery = aPeriod(z.strictObject(periodFields))

/** GET /rejections; with `reason` the rates are those of one reason. */
export const rejectionsQuery = aPeriod(
  z.strictObject({
    ...periodFields,
    groupBy: z.enum(REJECTION_GROUPINGS, { error: 'not_an_option' }).default('channel'),
    reason: anId,
  }),
)
export type RejectionsInput = z.infer<typeof rejectionsQuery>

/** Longer triangles have more cells than anybody reads, and than an answer should carry. */
const MOST_COHORTS = 120

/** GET /funnel/cohorts */
export const cohortsQuery = aPeriod(
  z.strictObject({
    ...periodFields,
    stage: z.enum(COHORT_STAGES, { error: 'not_an_option' }).default('won'),
    channel: anId,
  }),
).refine(({ from, to }) => monthsBetween(from, to) < MOST_COHORTS, { error: 'range_too_long', path: ['to'] })

/** GET /funnel/time-to-win */
export const timeToWinQuery = aPeriod(
  z.strictObject({
    ...periodFields,
    groupBy: z.enum(['none', 'channel'], { error: 'not_an_option' }).default('channel'),
    channel: anId,
  }),
)

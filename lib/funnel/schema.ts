import { z } from 'zod'
import { BASES, DIMENSIONS, type FilterDimension, GROUPINGS } from '@/lib/leads/stages'
import { daysBetween } from '@/lib/platform/calendar'
import { dateInput } from '@/lib/platform/input'

/** Longer than any company's records, short enough that a slip of the finger (0202 for 2026) is told. */
export const MAX_DAYS = 366 * 50

const period = { from: dateInput, to: dateInput }

function inOrder({ from, to }: { from: string; to: string }): boolean {
  return from <= to
}

function notTooLong({ from, to }: { from: string; to: string }): boolean {
  return daysBetween(from, to) <= MAX_DAYS
}

const ORDER = { error: 'from_after_to', path: ['from'] }
const LENGTH = { error: 'range_too_long', path: ['to'] }

export const kpisInput = z.strictObject(period).refine(inOrder, ORDER).refine(notTooLong, LENGTH)
export type KpisInput = z.infer<typeof kpisInput>

const filterValue = z.union([z.string().max(200), z.number().int()])
export type FunnelFilters = Partial<Record<FilterDimension, string | number | null>>

export const withinInput = z.coerce
  .number({ error: 'whole_number' })
  .int({ error: 'whole_number' })
  .min(0, { error: 'whole_number' })
  .max(3660, { error: 'too_long' })

const question = {
  ...period,
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
export const funnelQuery = z
  .strictObject(question)
  .refine(inOrder, ORDER)
  .refine(notTooLong, LENGTH)
  .refine(fitsBasis, BASIS)

/** The same with the filters of the screen. */
export const funnelInput = z
  .strictObject({
    ...question,
    filters: z
      .partialRecord(
        z.enum(DIMENSIONS.filter((name): name is FilterDimension => name !== 'month')),
        filterValue,
      )
      .default({}),
  })
  .refine(inOrder, ORDER)
  .refine(notTooLong, LENGTH)
  .refine(fitsBasis, BASIS)
export type FunnelInput = Omit<z.infer<typeof funnelInput>, 'filters'> & { filters: FunnelFilters }

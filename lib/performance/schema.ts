import { z } from 'zod'
import { dateInput, optionalParagraph, versionInput } from '@/lib/platform/input'
import { aPeriod, periodFields } from '@/lib/platform/period-choice'
import { MAX_WEIGHT } from './points'

/** GET /performance and GET /performance/{id} */
export const performanceQuery = aPeriod(z.strictObject(periodFields))

export const SIDES = ['marketing', 'sales'] as const

/** In what an address names a side. */
export const sideParams = z.object({ side: z.enum(SIDES) })

const weight = z
  .int({ error: 'points' })
  .min(-MAX_WEIGHT, { error: 'points' })
  .max(MAX_WEIGHT, { error: 'points' })

/** PUT /points/{side} */
export const pointsBody = z.strictObject({
  inForceFrom: dateInput,
  weights: z
    .record(z.string().max(100), weight)
    .refine((weights) => Object.keys(weights).length > 0, { error: 'required' })
    .refine((weights) => Object.keys(weights).length <= 200, { error: 'too_long' }),
  note: optionalParagraph(1000),
})

/** `version` is the newest one that the person saw, 0 for none. */
export type SetWeightsInput = z.infer<typeof pointsBody> & { side: (typeof SIDES)[number]; version?: number }

/** What people type: empty gives no points, a minus sign is a minus sign whatever the keyboard made of it. */
const typedWeight = z.preprocess((value) => {
  if (typeof value !== 'string') return value
  const text = value.trim().replace(/^[\u2212\u2013]/, '-')
  return text === '' ? 0 : /^[+-]?\d{1,6}$/.test(text) ? Number(text) : text
}, weight)

export const weightsForm = pointsBody.extend({
  side: z.enum(SIDES, { error: 'not_an_option' }),
  version: z.union([z.literal('0').transform(() => 0), versionInput]).optional(),
  weights: z.record(z.string().max(100), typedWeight),
})

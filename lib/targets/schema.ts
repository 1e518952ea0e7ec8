import { z } from 'zod'
import { KPI_IDS } from '@/lib/funnel/metrics'
import { idInput, versionInput } from '@/lib/platform/input'
import { isTargetPeriod } from './target-period'
import { checkedTarget, typedTarget } from './target-value'

const kpi = z.enum(KPI_IDS, { error: 'not_an_option' })
const period = z
  .string({ error: 'target_period' })
  .trim()
  .refine(isTargetPeriod, { error: 'target_period' })
  .meta({ description: 'a month (2026-11), a quarter (2026-Q4) or a year (2026)' })
const side = z.enum(['marketing', 'sales'], { error: 'not_an_option' })

const which = {
  kpi,
  period,
  /** the version that the person saw; left out for a target that is not there yet */
  version: versionInput.nullish().transform((version) => version ?? null),
}

/** PUT /targets: shares as ratios, money as a decimal string; null takes the target back. */
export const setTargetInput = z
  .strictObject({
    ...which,
    value: z.union([z.number(), z.string().max(40)], { error: 'number' }).nullable(),
  })
  .transform(({ value, ...rest }, context) => ({
    ...rest,
    value: value === null ? null : settled(checkedTarget(rest.kpi, String(value)), context),
  }))
export type SetTargetInput = z.output<typeof setTargetInput>

/** The same from a form, where shares are typed in per cent. */
export const typedTargetInput = z
  .strictObject({
    ...which,
    version: z.preprocess((value) => (value === '' ? null : value), which.version),
    value: z.string({ error: 'number' }).max(40, { error: 'too_long' }),
  })
  .transform(({ value, ...rest }, context) => ({
    ...rest,
    value: settled(typedTarget(rest.kpi, value), context),
  }))

export const takeBackTargetInput = z
  .strictObject({ ...which })
  .transform((input) => ({ ...input, value: null }))

function settled(checked: ReturnType<typeof checkedTarget>, context: z.RefinementCtx): string {
  if ('value' in checked) return checked.value
  context.addIssue({ code: 'custom', message: checked.problem, path: ['value'] })
  return z.NEVER
}

/** POST /targets/{id}/agree */
export const agreeBody = z.strictObject({ version: versionInput, side: side.optional() })

export const agreeInput = z.strictObject({
  targets: z
    .array(z.strictObject({ id: idInput, version: versionInput }))
    .min(1, { error: 'required' })
    .max(400, { error: 'too_long' }),
  side: side.optional(),
})
export type AgreeInput = z.output<typeof agreeInput>

/** "12:3,13:1" of a form: target and the version that was seen. */
export const agreeForm = z.preprocess(pairsOf, agreeInput)

function pairsOf(form: unknown): unknown {
  if (typeof form !== 'object' || form === null || !('targets' in form)) return form
  const pairs = String(form.targets).split(',', 500)
  return {
    ...form,
    targets: pairs.map((pair) => {
      const [id, version] = pair.split(':')
      return { id, version }
    }),
  }
}

/** GET /targets */
export const targetsQuery = z.strictObject({
  year: z
    .string({ error: 'required' })
    .regex(/^(19|20|21)\d\d$/, { error: 'year' })
    .meta({ description: 'targets of this year, of its quarters and of its months' }),
  kpi: kpi.optional(),
})

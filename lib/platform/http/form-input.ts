import { z } from 'zod'

/** A check box: the browser sends "on" or nothing. */
export const checkboxInput = z
  .union([z.boolean(), z.enum(['on', 'true', 'false', ''])], { error: 'wrong_type' })
  .optional()
  .transform((value) => value === true || value === 'on' || value === 'true')

/** A field that a form sends empty when nothing is chosen, where "nothing" means that it is left out. */
export function orMissing<S extends z.ZodType>(schema: S) {
  return z.preprocess((value) => (value === '' ? undefined : value), schema.optional())
}

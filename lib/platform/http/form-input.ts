import { z } from 'zod'
import { moneyInput } from '@/lib/platform/input'

/** A check box: the browser sends "on" or nothing. */
export const checkboxInput = z
  .union([z.boolean(), z.enum(['on', 'true', 'false', ''])], { error: 'wrong_type' })
  .optional()
  .transform((value) => value === true || value === 'on' || value === 'true')

/** A field that a form sends empty when nothing is chosen, where "nothing" means that it is left out. */
export function orMissing<S extends z.ZodType>(schema: S) {
  return z.preprocess((value) => (value === '' ? undefined : value), schema.optional())
}

/** An amount as people write it; empty text is none. */
export const typedAmount = z.preprocess(
  (value) => (typeof value === 'string' ? plainAmount(value) : value),
  z.union([z.literal('').transform(() => null), moneyInput]),
)

/**
 * "1 234,50", "1.234,50", "1,234.50" and "12,500" as a plain amount. The last separator is the decimal one when one or
 * two digits follow it; three are a group of thousands.
 */
export function plainAmount(text: string): string {
  const compact = text.replace(/[\s\u00a0\u202f'’€$£₽]/g, '')
  const match = /^(\d[\d.,]*?)(?:[.,](\d{1,2}))?$/.exec(compact)
  if (!match?.[1]) return compact
  const whole = match[1]
  if (!/^\d+$/.test(whole) && !/^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$/.test(whole)) return compact
  return `${whole.replace(/[.,]/g, '')}${match[2] ? `.${match[2]}` : ''}`
}

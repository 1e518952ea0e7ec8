import { z } from 'zod'
import type { NamedPerson } from '@/lib/leads/queries/lead-view'
import { HttpProblem } from '@/lib/platform/http/problem'

/** What the resources of the API have in common. */

export const time = z.iso.datetime().meta({ description: 'ISO 8601 in UTC' })
export const day = z.iso.date()
export const money = z
  .string()
  .regex(/^\d+\.\d\d$/)
  .meta({ description: "decimal, in the organisation's currency" })
export const id = z.int().min(1)

export const person = z
  .strictObject({ id, name: z.string(), email: z.string().nullable() })
  .meta({ id: 'Person' })

export function personJson(named: NamedPerson | null): z.infer<typeof person> | null {
  return named && { id: named.id, name: named.name, email: named.email }
}

export function timeJson(at: Date | null): string | null {
  return at === null ? null : at.toISOString()
}

export function listOf(item: z.ZodType) {
  return z.strictObject({ data: z.array(item), nextCursor: z.string().nullable() })
}

export const paging = {
  limit: z
    .string()
    .regex(/^\d{1,4}$/, { error: 'limit' })
    .transform(Number)
    .pipe(z.number().min(1, { error: 'limit' }).max(200, { error: 'limit' }))
    .default(50)
    .meta({ type: 'integer', minimum: 1, maximum: 200, pattern: undefined }),
  cursor: z.string().min(1).max(2000, { error: 'too_long' }).optional(),
}

/** A cursor belongs to the order that it was made in. */
export function foreignCursor(): HttpProblem {
  return new HttpProblem('INVALID', {}, [
    { path: 'cursor', code: 'invalid', message: 'is not a cursor of this list' },
  ])
}

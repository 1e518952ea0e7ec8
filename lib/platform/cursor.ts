import { z } from 'zod'

/** A place in a keyset-paged list: the sort keys and id of its last row, opaque to whoever passes it on. */
export function encodeCursor(parts: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** Reads a cursor into the parts that the list's order needs; anything else is `invalid`. */
export function cursorInput<S extends z.ZodType>(parts: S) {
  return z
    .string({ error: 'text' })
    .max(2000, { error: 'too_long' })
    .transform((text, context): z.output<S> => {
      const parsed = parts.safeParse(parse(text))
      if (parsed.success) return parsed.data
      context.addIssue({ code: 'custom', message: 'invalid' })
      return z.NEVER
    })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

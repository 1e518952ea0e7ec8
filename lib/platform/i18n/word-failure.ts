import type { Failure, FailureParams } from '../result'

/** What is needed of next-intl's translator for `errors`, whose own key type is too narrow for codes known only at run time. */
export type ErrorWords = {
  (key: string, values?: Record<string, string | number>): string
  has(key: string): boolean
}

function values(params: FailureParams | undefined): Record<string, string | number> {
  return Object.fromEntries(Object.entries(params ?? {}).map(([key, value]) => [key, value ?? '']))
}

/** Codes into words: one sentence for the whole, and one per field. Fields are keyed as in the input (`utm.source`). */
export function wordFailure(
  t: ErrorWords,
  failure: Failure,
): { message: string; fields: Record<string, string> } {
  const say = (key: string, fallback: string, params: FailureParams | undefined) =>
    t(t.has(key) ? key : fallback, values(params))
  const fields: Record<string, string> = {}
  for (const field of failure.fields) {
    fields[field.path] ??= say(`field.${field.code}`, 'field.invalid', field.params)
  }
  return { message: say(failure.code, 'UNEXPECTED', failure.params), fields }
}

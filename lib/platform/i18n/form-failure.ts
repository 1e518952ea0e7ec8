import { getTranslations } from 'next-intl/server'
import { type FormState, formFailed } from '../form-state'
import type { Failure } from '../result'
import { type ErrorWords, wordFailure } from './word-failure'

/** A refused command as the answer of a form: `return formFailure(result.failure)`. */
export async function formFailure(failure: Failure): Promise<FormState> {
  const t = await getTranslations('errors')
  const { message, fields } = wordFailure(t as unknown as ErrorWords, failure)
  return formFailed(failure.code, message, fields)
}

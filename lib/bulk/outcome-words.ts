import { type ErrorWords, wordFailure } from '@/lib/platform/i18n/word-failure'
import type { FailureCode, FailureParams } from '@/lib/platform/result'

/** Why a lead was refused or is gone, in a sentence. */
export function wordOutcome(
  errors: ErrorWords,
  { code, params }: { code: FailureCode | null; params: FailureParams | null },
): string {
  if (!code) return ''
  const field = code === 'INVALID' && params?.field
  if (field) return errors(errors.has(`field.${field}`) ? `field.${field}` : 'field.invalid')
  return wordFailure(errors, { code, params: params ?? {}, fields: [] }).message
}

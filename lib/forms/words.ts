import { createTranslator } from 'next-intl'
import { messagesFor } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/platform/i18n/locale'
import { type ErrorWords, wordFailure } from '@/lib/platform/i18n/word-failure'
import type { Failure } from '@/lib/platform/result'
import { FORM_FIELDS, type FormField } from './fields'
import type { PageWords } from './page'

/** Baton's own words on the page of a form: in the visitor's language, who is nobody that we know. */
export function pageWords(locale: Locale): PageWords {
  const t = createTranslator({ locale, messages: messagesFor(locale), namespace: 'forms.page' })
  return {
    title: t('title'),
    button: t('button'),
    thanks: t('thanks'),
    thanksTitle: t('thanksTitle'),
    labels: Object.fromEntries(FORM_FIELDS.map((name) => [name, t(`field.${name}`)])) as Record<
      FormField,
      string
    >,
    optional: t('optional'),
    honeypot: t('honeypot'),
    problem: t('problem'),
    foreign: t('foreign'),
    unavailable: t('unavailable'),
    closed: t('closed'),
    closedTitle: t('closedTitle'),
    goOn: t('goOn'),
  }
}

/** What to put right, in words, for the whole form and by field. */
export function failureWords(
  failure: { code: string } & Pick<Failure, 'params' | 'fields'>,
  locale: Locale,
): { message: string; fields: Record<string, string> } {
  const t = createTranslator({ locale, messages: messagesFor(locale), namespace: 'errors' })
  const worded = wordFailure(t as unknown as ErrorWords, failure as Failure)
  const { problem, foreign, closed } = pageWords(locale)
  const own: Record<string, string> = { INVALID: problem, FOREIGN_ORIGIN: foreign, NOT_FOUND: closed }
  return { ...worded, message: own[failure.code] ?? worded.message }
}

import { getTranslations } from 'next-intl/server'
import type { Change } from '@/lib/agreements/changes'
import { ANSWER_KEYS, type Scope } from '@/lib/agreements/definition'
import { type Bilingual, inLanguage } from '@/lib/agreements/glossary'
import { sourceOptions } from '@/lib/channels/queries'
import type { Actor } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'

/** How to say the parts of an agreement in the reader's language. */
export async function agreementWords(actor: Actor) {
  const [t, grade, qualify, form, format, sources] = await Promise.all([
    getTranslations('agreements'),
    getTranslations('common.grade'),
    getTranslations('leads.qualify'),
    getTranslations('leads.form'),
    pageFormat(),
    sourceOptions(actor),
  ])
  const channels = new Map(sources.map(({ id, name }) => [id, name]))
  const quoted = (names: readonly string[]) => format.choice(names.map((name) => t('for.quoted', { name })))

  /** "9 working hours", "20 working minutes" */
  function workingTime(minutes: number): string {
    return minutes % 15 === 0
      ? t('value.hours', { hours: minutes / 60 })
      : t('value.minutes', { minutes: Math.round(minutes) })
  }

  /** Which leads a criterion is for. */
  function forWhom(scope: Scope, others = true): string {
    const parts = [
      scope.channelIds.length > 0 &&
        t('for.channels', { names: quoted(scope.channelIds.map((id) => channels.get(id) ?? t('for.gone'))) }),
      scope.segments.length > 0 && t('for.segments', { names: quoted(scope.segments) }),
      scope.regions.length > 0 && t('for.regions', { names: quoted(scope.regions) }),
    ].filter((part) => part !== false)
    if (parts.length > 0) return t('for.some', { parts: parts.join(', ') })
    return others ? t('for.others') : t('for.all')
  }

  const gradeNames = (grades: readonly string[]) =>
    format.choice(grades.map((name) => grade(name as 'hot' | 'warm' | 'cold')))

  const questionName = (key: (typeof ANSWER_KEYS)[number]) => qualify(key)

  function answerNames(key: (typeof ANSWER_KEYS)[number], answers: readonly string[]): string {
    return format.choice(
      answers.map((answer) =>
        key === 'response'
          ? qualify(`responses.${answer as 'engaged' | 'call_back' | 'no_answer' | 'do_not_disturb'}`)
          : qualify(`answer.${answer as 'yes' | 'no' | 'unknown'}`),
      ),
    )
  }

  const fieldNames = (fields: readonly string[]) => format.list(fields.map((name) => form(name as 'company')))

  const words = (text: Bilingual) => inLanguage(text, format.locale)

  function promised(promise: (Change & { what: 'promise' })['promise'], value: number | boolean | null) {
    if (typeof value === 'boolean') return value ? t('value.yes') : t('value.no')
    if (value === null) return t('value.never')
    switch (promise) {
      case 'attempts':
        return format.number(value)
      case 'complete':
        return value === 0 ? t('value.notPromised') : format.percent(value / 100)
      case 'volume':
        return value === 0 ? t('value.notPromised') : format.number(value)
      case 'head':
      case 'open_queue':
        return value === 0 ? t('value.atOnce') : t('value.after', { time: workingTime(value) })
      default:
        return workingTime(value)
    }
  }

  /** One change as a line: what, and from what to what. */
  function changed(change: Change): { label: string; from?: string; to?: string } {
    switch (change.what) {
      case 'from':
        return { label: t('changes.from'), from: format.date(change.from), to: format.date(change.to) }
      case 'criterion_added':
      case 'criterion_removed':
        return { label: t(`changes.${change.what}`, { for: forWhom(change.scope) }) }
      case 'criterion_changed': {
        const whom = { for: forWhom(change.scope) }
        const { part, from, to } = change
        if (part === 'grades') {
          return { label: t('changes.grades', whom), from: gradeNames(from), to: gradeNames(to) }
        }
        if (part === 'fields') {
          const named = (fields: string[]) => fieldNames(fields) || t('changes.nothing')
          return { label: t('changes.fields', whom), from: named(from), to: named(to) }
        }
        const key = ANSWER_KEYS.find((one) => part === `answer.${one}`) ?? 'response'
        const named = (answers: string[]) => answerNames(key, answers) || t('changes.any')
        const label = t('changes.answer', { ...whom, question: questionName(key) })
        return { label, from: named(from), to: named(to) }
      }
      case 'promise': {
        const { promise, from, to } = change
        return { label: t(`promise.${promise}`), from: promised(promise, from), to: promised(promise, to) }
      }
      case 'term_added':
      case 'term_removed':
        return { label: t(`changes.${change.what}`, { word: words(change.word) }) }
      case 'term_changed': {
        const label = t(`changes.term_${change.part}`, {
          word: words(change.word),
          to: bothWords(change.from, change.to).to,
        })
        return change.part === 'word' ? { label } : { label, from: bothWords(change.from, change.to).from }
      }
      case 'step_added':
      case 'step_removed':
        return { label: t(`changes.${change.what}`, { name: words(change.name) }) }
      case 'step_renamed': {
        const { from, to } = bothWords(change.from, change.to)
        return { label: t('changes.step_renamed', { from, to }) }
      }
      case 'duty_changed':
        return {
          label: t('changes.duty', { name: words(change.name), role: t(`role.${change.role}`) }),
          from: change.from || '—',
          to: change.to || '—',
        }
      default:
        return { label: t(`changes.${change.what}`) }
    }
  }

  /** In the reader's language, unless only the other language was changed. */
  function bothWords(from: Bilingual, to: Bilingual): { from: string; to: string } {
    const { locale } = format
    const other = locale === 'en' ? 'ru' : 'en'
    return from[locale] === to[locale]
      ? { from: from[other], to: to[other] }
      : { from: words(from), to: words(to) }
  }

  return {
    t,
    format,
    workingTime,
    forWhom,
    gradeNames,
    questionName,
    answerNames,
    fieldNames,
    words,
    changed,
  }
}

export type AgreementWords = Awaited<ReturnType<typeof agreementWords>>

import { getTranslations } from 'next-intl/server'
import { type ConditionCode, type Criterion, QUESTIONS } from '@/lib/agreements/definition'
import { pageFormat } from '@/lib/platform/i18n/page-format'

/** What to say of each condition of a criterion that a lead does not meet: "the grade must be hot", "Phone: missing". */
export async function missingWords(
  criterion: Criterion | undefined,
): Promise<Partial<Record<ConditionCode, string>>> {
  if (!criterion) return {}
  const [t, qualify, form, grade, format] = await Promise.all([
    getTranslations('agreements.missing'),
    getTranslations('leads.qualify'),
    getTranslations('leads.form'),
    getTranslations('common.grade'),
    pageFormat(),
  ])
  const words: Partial<Record<ConditionCode, string>> = {
    grade: t('grade', { grades: format.choice(criterion.grades.map((name) => grade(name))) }),
  }
  for (const question of QUESTIONS) {
    const answers = criterion.answers[question]?.map((answer) => qualify(`answer.${answer}`))
    if (answers?.length) {
      words[`answer.${question}`] = t('answer', {
        question: qualify(question),
        answers: format.choice(answers),
      })
    }
  }
  const responses = criterion.answers.response?.map((response) => qualify(`responses.${response}`))
  if (responses?.length) {
    words['answer.response'] = t('answer', {
      question: qualify('response'),
      answers: format.choice(responses),
    })
  }
  for (const field of criterion.fields) words[`field.${field}`] = t('field', { field: form(field) })
  return words
}

/** "6 working hours", "20 working minutes" */
export async function workingTimeWords(minutes: number): Promise<string> {
  const t = await getTranslations('agreements.value')
  return minutes % 15 === 0 ? t('hours', { hours: minutes / 60 }) : t('minutes', { minutes })
}

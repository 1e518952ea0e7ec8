import { getTranslations } from 'next-intl/server'
import { missingWords } from '@/components/agreements/condition-words'
import { ActionForm } from '@/components/ui/action-form'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { ANSWER_KEYS, type Definition, decidingCriterion, QUESTIONS } from '@/lib/agreements/definition'
import { qualifyFromForm } from '@/lib/leads/actions'
import { signsFor, type TouchSign } from '@/lib/leads/evidence'
import { possibleSteps } from '@/lib/leads/lifecycle'
import type { LeadView } from '@/lib/leads/queries/lead-view'
import { factsOf } from '@/lib/leads/readiness'
import { ANSWERS, GRADES, RESPONSES } from '@/lib/leads/schema'
import type { Actor } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { QualificationFields, type QualificationWords } from './qualification-fields'

/** The five questions; the grade follows while they are answered. Nothing for who may not qualify this lead now. */
export async function Qualification({
  lead,
  definition,
  signs,
  actor,
}: {
  lead: LeadView
  /** the one in force */
  definition: Definition
  /** what the lead did that helps to answer */
  signs: readonly TouchSign[]
  actor: Actor
}) {
  if (!possibleSteps(lead, actor.roles).includes('qualify')) return null
  const facts = factsOf(lead)
  // Its scope is the lead's channel, segment and region: no answer changes which criterion decides.
  const criterion = definition.terms.criteria[decidingCriterion(definition.terms, facts)]
  const [words, missing, signWords] = await Promise.all([
    qualificationWords(definition.version),
    missingWords(criterion),
    wordSigns(signs),
  ])
  return (
    <ActionForm action={qualifyFromForm} className="flex flex-col gap-3">
      <FormError />
      <input type="hidden" name="leadId" value={lead.id} />
      <input type="hidden" name="version" value={lead.version} />
      <QualificationFields
        answers={lead.answers}
        override={
          lead.grade && lead.computedGrade && lead.grade !== lead.computedGrade
            ? { grade: lead.grade, reason: lead.overrideReason ?? '' }
            : null
        }
        criterion={criterion}
        filled={facts.filled}
        missing={missing}
        signs={signWords}
        words={words}
      >
        <SubmitButton>{words.save}</SubmitButton>
      </QualificationFields>
    </ActionForm>
  )
}

/** By question what speaks for it: "Asked for a price (2 times), 3 Nov 2026". */
async function wordSigns(signs: readonly TouchSign[]): Promise<Record<string, string>> {
  const [t, touch, format] = await Promise.all([
    getTranslations('handoffs.evidence'),
    getTranslations('handoffs.touch'),
    pageFormat(),
  ])
  const word = ({ kind, count, lastAt }: TouchSign) => {
    const what = count > 1 ? t('times', { what: touch(kind), count }) : touch(kind)
    return `${what}, ${format.date(lastAt)}`
  }
  return Object.fromEntries(
    ANSWER_KEYS.map((question) => [question, signsFor(question, signs).map(word).join(' · ')]),
  )
}

async function qualificationWords(version: number): Promise<QualificationWords> {
  const [t, common] = await Promise.all([getTranslations('leads.qualify'), getTranslations('common.grade')])
  const reasons: Record<string, string> = {}
  for (const criterion of QUESTIONS) {
    for (const answer of ANSWERS) reasons[`${criterion}.${answer}`] = t(`reason.${criterion}.${answer}`)
  }
  for (const response of RESPONSES) reasons[`response.${response}`] = t(`reason.response.${response}`)
  return {
    questions: QUESTIONS.map((name) => ({ name, label: t(name) })),
    answers: ANSWERS.map((answer) => ({ value: answer, label: t(`answer.${answer}`) })),
    response: t('response'),
    responses: RESPONSES.map((response) => ({ value: response, label: t(`responses.${response}`) })),
    grades: GRADES.map((grade) => ({ value: grade, label: common(grade) })),
    reasons,
    why: { hot: t('why.hot'), warm: t('why.warm'), cold: t('why.cold') },
    unanswered: [0, 1, 2, 3, 4, 5].map((count) => t('unanswered', { count })),
    ready: t('ready'),
    notReady: t('notReady', { version }),
    override: t('override'),
    overrideAs: t('overrideAs'),
    asComputed: t('asComputed'),
    overrideReason: t('overrideReason'),
    save: t('save'),
  }
}

import type { ReactNode } from 'react'
import { GradeBadge } from '@/components/ui/grade-badge'
import { ANSWER_KEYS, type Criterion, type DefinitionTerms } from '@/lib/agreements/definition'
import type { AgreementWords } from './agreement-words'
import { Term } from './term'

const GRADES = ['hot', 'warm', 'cold'] as const

/** The sales-ready definition as what it is: a contract between two sides, in four parts. */
export function DefinitionContract({
  terms,
  company,
  gradeName,
  words,
}: {
  terms: DefinitionTerms
  company: string
  gradeName: (grade: (typeof GRADES)[number]) => string
  words: AgreementWords
}) {
  const { t, workingTime, format } = words
  const { sales, marketing, escalation } = terms
  const alarms = [
    escalation.atHalf && { when: t('contract.half'), what: t('contract.halfWhat') },
    escalation.atDue && { when: t('contract.due'), what: t('contract.dueWhat') },
    escalation.headAfter !== null && {
      when: afterwards(escalation.headAfter),
      what: t('contract.headWhat'),
    },
    escalation.openQueueAfter !== null && {
      when: afterwards(escalation.openQueueAfter),
      what: t('contract.openWhat'),
    },
  ].filter((alarm) => alarm !== false)

  function afterwards(minutes: number): string {
    return minutes === 0 ? t('contract.due') : t('contract.after', { time: workingTime(minutes) })
  }

  return (
    <div className="flex flex-col gap-6">
      <p className="text-sm text-muted">{t('contract.between', { company })}</p>
      <Part
        title={t('contract.takes')}
        note={terms.criteria.length > 1 ? t('contract.takesText') : undefined}
      >
        <ol className="flex flex-col divide-y divide-line border-y border-line">
          {terms.criteria.map((criterion) => (
            <li
              key={JSON.stringify(criterion.scope)}
              className="grid gap-x-6 gap-y-1.5 py-3 md:grid-cols-[14rem_1fr]"
            >
              <p className="font-medium text-ink">
                {words.forWhom(criterion.scope, terms.criteria.length > 1)}
              </p>
              <CriterionConditions criterion={criterion} gradeName={gradeName} words={words} />
            </li>
          ))}
        </ol>
      </Part>
      <Part title={t('contract.sales')}>
        <p>{t('contract.salesText')}</p>
        <dl className="grid w-fit grid-cols-[auto_auto] gap-x-6 gap-y-1">
          {GRADES.map((grade) => (
            <div key={grade} className="contents">
              <dt>
                <Term id={grade}>
                  <GradeBadge grade={grade} label={gradeName(grade)} />
                </Term>
              </dt>
              <dd className="figures font-medium text-ink">{workingTime(sales.verdictWithin[grade])}</dd>
            </div>
          ))}
        </dl>
        <p>
          {sales.attempts > 0 ? t('contract.attempts', { count: sales.attempts }) : t('contract.noAttempts')}
        </p>
      </Part>
      <Part title={t('contract.marketing')}>
        <ul className="flex list-disc flex-col gap-1 ps-5">
          <li>{t('contract.answer', { time: workingTime(marketing.answerWithin) })}</li>
          <li className={marketing.completeShare > 0 ? undefined : 'text-muted'}>
            {marketing.completeShare > 0
              ? t('contract.complete', { share: format.percent(marketing.completeShare / 100) })
              : t('contract.noComplete')}
          </li>
          <li className={marketing.monthlyVolume > 0 ? undefined : 'text-muted'}>
            {marketing.monthlyVolume > 0
              ? t('contract.volume', { count: marketing.monthlyVolume })
              : t('contract.noVolume')}
          </li>
        </ul>
      </Part>
      <Part title={t('contract.time')} note={t('contract.timeText')}>
        {alarms.length === 0 ? (
          <p>{t('contract.nothing')}</p>
        ) : (
          <ol className="flex flex-col">
            {alarms.map(({ when, what }) => (
              <li key={what + when} className="group grid grid-cols-[1rem_1fr] gap-x-2.5">
                <span aria-hidden="true" className="flex flex-col items-center">
                  <span className="mt-1.5 size-2 shrink-0 rounded-full bg-line-strong" />
                  <span className="w-px flex-1 bg-line group-last:invisible" />
                </span>
                <p className="pb-2.5">
                  <span className="text-muted">{when}</span>
                  {': '}
                  <span className="font-medium text-ink">{what}</span>
                </p>
              </li>
            ))}
          </ol>
        )}
      </Part>
    </div>
  )
}

function CriterionConditions({
  criterion,
  gradeName,
  words,
}: {
  criterion: Criterion
  gradeName: (grade: (typeof GRADES)[number]) => string
  words: AgreementWords
}) {
  const { t } = words
  const asked = ANSWER_KEYS.flatMap((key) => {
    const answers = criterion.answers[key]
    return answers?.length ? [{ key, answers: words.answerNames(key, answers) }] : []
  })
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <p className="flex flex-wrap gap-1.5">
        {criterion.grades.map((grade) => (
          <GradeBadge key={grade} grade={grade} label={gradeName(grade)} />
        ))}
      </p>
      {asked.map(({ key, answers }) => (
        <p key={key}>
          {words.questionName(key)} <span className="font-medium text-ink">{answers}</span>
        </p>
      ))}
      {criterion.fields.length > 0 && (
        <p>
          {t('contract.fields')}:{' '}
          <span className="font-medium text-ink">{words.fieldNames(criterion.fields)}</span>
        </p>
      )}
      {asked.length === 0 && criterion.fields.length === 0 && (
        <p className="text-muted">{t('contract.any')}</p>
      )}
    </div>
  )
}

function Part({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2.5">
      <div>
        <h3 className="text-base font-semibold">{title}</h3>
        {note && <p className="text-sm text-muted">{note}</p>}
      </div>
      {children}
    </section>
  )
}

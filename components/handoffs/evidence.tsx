import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { cx } from '@/components/ui/cx'
import { Time } from '@/components/ui/time'
import {
  type ANSWER_KEYS,
  type Condition,
  QUESTIONS,
  type RequirableField,
} from '@/lib/agreements/definition'
import type { QueueRecord } from '@/lib/handoffs/queries/queue'
import { signsFor, type TouchSign } from '@/lib/leads/evidence'
import type { LeadView } from '@/lib/leads/queries/lead-view'
import type { Formatter } from '@/lib/platform/i18n/format'

type Speaks = 'for' | 'against' | 'unknown'

const CRITERIA = {
  needFormed: 'need',
  valueUnderstood: 'value',
  hasBudget: 'budget',
  readySoon: 'timing',
} as const

type Judged = Pick<QueueRecord, 'readiness' | 'speaking' | 'attempts'> & { format: Formatter }

/**
 * The answer to each criterion of the qualification, to be read at a glance: mark, criterion, answer. `judged` adds what
 * the sales-ready definition asks for and whether the lead has it, what the lead did, and what we tried.
 */
export async function Evidence({
  lead,
  judged,
  signs = judged?.speaking ?? [],
}: {
  lead: Pick<LeadView, 'answers' | 'grade' | 'computedGrade' | 'overrideReason'>
  judged?: Judged
  /** what the lead did that speaks for an answer */
  signs?: readonly TouchSign[]
}) {
  const [t, touch, common] = await Promise.all([
    getTranslations('handoffs.evidence'),
    getTranslations('handoffs.touch'),
    getTranslations('common.grade'),
  ])
  const { answers } = lead
  const did = (question: (typeof ANSWER_KEYS)[number]) =>
    signsFor(question, signs)
      .map(({ kind }) => touch(kind))
      .join(', ')
  if (!answers && !judged) return <p className="text-muted">{t('none')}</p>
  const asked = new Map(judged?.readiness.conditions.map(({ code, holds }) => [code, holds]))
  const speaks = { yes: 'for', no: 'against', unknown: 'unknown' } as const
  return (
    <>
      {!answers ? (
        <p className="text-muted">{t('none')}</p>
      ) : (
        <ul className="grid overflow-hidden rounded-lg border border-line md:grid-cols-[repeat(auto-fit,minmax(7.5rem,1fr))] [&>*]:-mt-px [&>*]:-ml-px [&>*]:border-t [&>*]:border-l [&>*]:border-line">
          {QUESTIONS.map((question) => (
            <Answer
              key={question}
              criterion={t(CRITERIA[question])}
              answer={t(`${question}.${answers[question]}`)}
              speaks={speaks[answers[question]]}
              holds={asked.get(`answer.${question}`)}
              sign={did(question)}
            />
          ))}
          <Answer
            criterion={t('response')}
            answer={t(`answer.${answers.response}`)}
            speaks={answers.response === 'engaged' ? 'for' : 'against'}
            holds={asked.get('answer.response')}
            sign={did('response')}
          />
        </ul>
      )}
      {judged && <Judgement {...judged} grade={lead.grade} />}
      {lead.overrideReason && lead.grade && lead.computedGrade && (
        <p className="mt-2 text-sm text-muted">
          {t('override', {
            grade: common(lead.grade),
            computed: common(lead.computedGrade),
            reason: lead.overrideReason,
          })}
        </p>
      )}
    </>
  )
}

async function Answer({
  criterion,
  answer,
  speaks,
  holds,
  sign,
}: {
  criterion: string
  answer: string
  speaks: Speaks
  /** what the definition says of it; undefined where it does not ask */
  holds: boolean | undefined
  /** what the lead did that speaks for it */
  sign: string
}) {
  const t = await getTranslations('handoffs.evidence')
  const judged = holds === undefined ? speaks : holds ? 'for' : 'against'
  return (
    <li className="flex gap-2 px-3 py-2 max-md:items-center">
      <Mark
        speaks={judged}
        label={holds === undefined ? t(judged) : `${t(judged)}, ${t('asks')}`}
        asked={holds !== undefined}
      />
      <span className="min-w-0 max-md:flex max-md:flex-1 max-md:items-baseline max-md:justify-between max-md:gap-3">
        <span className="block text-xs text-muted max-md:text-base">{criterion}</span>
        <span className="block text-base leading-tight font-medium text-ink max-md:text-end">
          {answer}
          {sign && <span className="mt-0.5 block text-xs font-normal text-success-ink">{sign}</span>}
        </span>
      </span>
    </li>
  )
}

/** The definition's conditions that are no answers, what the lead did, and what we tried: a line each. */
async function Judgement({
  readiness,
  speaking,
  attempts,
  grade,
  format,
}: Judged & { grade: LeadView['grade'] }) {
  const [t, touch, field, common] = await Promise.all([
    getTranslations('handoffs.evidence'),
    getTranslations('handoffs.touch'),
    getTranslations('leads.form'),
    getTranslations('common.grade'),
  ])
  const others = readiness.conditions.filter(({ code }) => !code.startsWith('answer.'))
  const word = ({ code }: Condition) =>
    code === 'grade'
      ? `${t('grade')}: ${common(grade ?? 'none')}`
      : field(code.slice('field.'.length) as RequirableField)
  return (
    <dl className="mt-3 grid gap-x-4 gap-y-1.5 text-base md:grid-cols-[auto_minmax(0,1fr)]">
      <Line
        term={
          <Link
            href="/agreements/definition"
            prefetch={false}
            title={t('open')}
            className="text-muted underline decoration-line-strong underline-offset-2 hover:text-ink"
          >
            {t('definition', { version: readiness.version })}
          </Link>
        }
      >
        <span className={cx('font-medium', readiness.ready ? 'text-success-ink' : 'text-warn-ink')}>
          {readiness.ready ? t('ready') : t('missing', { count: Math.max(1, readiness.missing.length) })}
        </span>
        {others.map((condition) => (
          <span key={condition.code} className="inline-flex items-center gap-1.5">
            <Mark
              speaks={condition.holds ? 'for' : 'against'}
              label={t(condition.holds ? 'for' : 'against')}
              asked
            />
            {word(condition)}
          </span>
        ))}
      </Line>
      {speaking.length > 0 && (
        <Line term={t('touches')}>
          {speaking.map(({ kind, count, lastAt }) => (
            <span key={kind}>
              {count > 1 ? t('times', { what: touch(kind), count }) : touch(kind)}{' '}
              <span className="text-sm text-muted">
                <Time value={lastAt} format={format} />
              </span>
            </span>
          ))}
        </Line>
      )}
      {(attempts.made > 0 || attempts.needed > 0) && (
        <Line term={t('attempts')}>
          {attempts.needed > 0
            ? t('attemptsNeeded', { count: attempts.made, needed: attempts.needed })
            : t('attemptsDone', { count: attempts.made })}
        </Line>
      )}
    </dl>
  )
}

function Line({ term, children }: { term: ReactNode; children: ReactNode }) {
  return (
    <>
      <dt className="text-sm leading-5 text-muted">{term}</dt>
      <dd className="flex flex-wrap items-center gap-x-4 gap-y-1 text-ink max-md:mb-1">{children}</dd>
    </>
  )
}

const marks: Record<Speaks, { sign: string; filled: string; outlined: string }> = {
  for: { sign: '✓', filled: 'bg-success-soft text-success-ink', outlined: 'text-success-ink' },
  against: { sign: '✗', filled: 'bg-danger-soft text-danger-ink', outlined: 'text-danger-ink' },
  unknown: { sign: '?', filled: 'bg-hover text-muted', outlined: 'text-muted' },
}

/** Filled where the definition asks for it, bare where it only tells. */
function Mark({ speaks, label, asked }: { speaks: Speaks; label: string; asked: boolean }) {
  const { sign, filled, outlined } = marks[speaks]
  return (
    <span
      title={label}
      className={cx(
        'grid size-4.5 shrink-0 place-items-center rounded-full text-xs font-semibold md:mt-0.5',
        asked ? filled : outlined,
      )}
    >
      <span aria-hidden="true">{sign}</span>
      <span className="sr-only">{label}</span>
    </span>
  )
}

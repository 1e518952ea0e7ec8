'use client'

import { type ReactNode, useState } from 'react'
import { Segmented, Textarea } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FieldError } from '@/components/ui/field-error'
import { GradeBadge, type GradeName } from '@/components/ui/grade-badge'
import { type ConditionCode, type Criterion, conditionsOf, type LeadFacts } from '@/lib/agreements/definition'
import { type Answers, gradeOf } from '@/lib/leads/grading'

type Option = { value: string; label: string }
export type QualificationWords = {
  questions: { name: string; label: string }[]
  answers: Option[]
  response: string
  responses: Option[]
  grades: { value: GradeName; label: string }[]
  reasons: Record<string, string>
  why: Record<GradeName, string>
  /** by how many are missing */
  unanswered: string[]
  ready: string
  notReady: string
  override: string
  overrideAs: string
  asComputed: string
  overrideReason: string
  save: string
}

/**
 * Shows the grade as the answers are given, with what speaks for and against it, whether sales has agreed to take such a
 * lead, and what it lacks. The rules are those that the server applies (lib/leads/grading, lib/agreements); without JavaScript it is a plain form and the server computes.
 */
export function QualificationFields({
  answers: before,
  override,
  criterion,
  filled,
  missing: missingWords,
  signs,
  words,
  children,
}: {
  answers: Answers | null
  override: { grade: GradeName; reason: string } | null
  /** what the sales-ready definition asks of this kind of lead */
  criterion: Criterion | undefined
  filled: LeadFacts['filled']
  /** how to say that a condition does not hold */
  missing: Partial<Record<ConditionCode, string>>
  /** by question, what the lead did that helps to answer it */
  signs: Readonly<Record<string, string>>
  words: QualificationWords
  children: ReactNode
}) {
  const [answers, setAnswers] = useState<Partial<Record<string, string>>>(before ?? {})
  const [byHand, setByHand] = useState<string>(override?.grade ?? '')
  const names = [...words.questions.map(({ name }) => name), 'response']
  const missing = names.filter((name) => !answers[name]).length
  const computed = missing === 0 ? gradeOf(answers as Answers) : null
  const grade = (byHand || computed?.grade) as GradeName | undefined
  const overridden = byHand !== '' && byHand !== computed?.grade
  const lacks =
    computed && grade && criterion
      ? conditionsOf(criterion, { grade, answers: answers as Answers, filled }).filter(({ holds }) => !holds)
      : []
  const ready = Boolean(criterion) && lacks.length === 0
  const label = (name: GradeName) => words.grades.find(({ value }) => value === name)?.label ?? name
  const answer = (name: string) => (value: string) => setAnswers((now) => ({ ...now, [name]: value }))

  return (
    <>
      <div className="flex flex-col divide-y divide-line">
        {words.questions.map((question) => (
          <Question
            key={question.name}
            name={question.name}
            label={question.label}
            sign={signs[question.name]}
          >
            <Segmented
              name={question.name}
              legend={question.label}
              legendHidden
              options={words.answers}
              value={answers[question.name] ?? ''}
              onChange={answer(question.name)}
            />
          </Question>
        ))}
        <Question name="response" label={words.response} sign={signs.response}>
          <Segmented
            name="response"
            legend={words.response}
            legendHidden
            options={words.responses}
            value={answers.response ?? ''}
            onChange={answer('response')}
          />
        </Question>
      </div>

      <div className="flex flex-col gap-2 rounded-md bg-sunken px-3 py-2.5" aria-live="polite">
        {computed && grade ? (
          <>
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <GradeBadge grade={grade} label={label(grade)} className="text-sm" />
              <span className={ready ? 'text-sm text-success-ink' : 'text-sm text-muted'}>
                {ready ? words.ready : words.notReady}
              </span>
            </p>
            {lacks.length > 0 && (
              <ul className="flex flex-wrap gap-x-3 gap-y-0.5 text-sm text-warn-ink">
                {lacks.map(({ code }) => (
                  <li key={code}>{missingWords[code]}</li>
                ))}
              </ul>
            )}
            {!overridden && <p className="text-sm text-body">{words.why[computed.grade]}</p>}
            <ul className="flex flex-wrap gap-x-3 gap-y-0.5 text-sm">
              {computed.reasons.map((reason) => (
                <li key={reason.code} className={reason.speaksFor ? 'text-body' : 'text-muted'}>
                  <span aria-hidden="true">{reason.speaksFor ? '+ ' : '− '}</span>
                  {words.reasons[reason.code]}
                </li>
              ))}
            </ul>
          </>
        ) : (
          <p className="text-sm text-muted">{words.unanswered[missing]}</p>
        )}
      </div>

      <details open={override !== null} className="group/override">
        <summary className="w-fit cursor-pointer rounded-sm text-sm text-muted hover:text-ink">
          {words.override}
        </summary>
        <div className="mt-2 flex flex-col gap-2.5">
          <Segmented
            name="grade"
            legend={words.overrideAs}
            legendHidden
            options={[{ value: '', label: words.asComputed }, ...words.grades]}
            value={byHand}
            onChange={setByHand}
          />
          <Field name="overrideReason" label={words.overrideReason} required={overridden}>
            <Textarea name="overrideReason" rows={2} maxLength={1000} defaultValue={override?.reason} />
          </Field>
        </div>
      </details>
      <div>{children}</div>
    </>
  )
}

function Question({
  name,
  label,
  sign,
  children,
}: {
  name: string
  label: string
  sign: string | undefined
  children: ReactNode
}) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-1.5 first:pt-0 last:pb-0">
      <span className="min-w-0">
        <span aria-hidden="true" className="text-base text-ink">
          {label}
        </span>
        {sign && (
          <span className="block text-xs text-success-ink">
            <span aria-hidden="true">+ </span>
            {sign}
          </span>
        )}
      </span>
      {children}
      <FieldError name={name} />
    </div>
  )
}

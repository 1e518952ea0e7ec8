import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Checkbox, Input, Select } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FieldError } from '@/components/ui/field-error'
import {
  ANSWER_KEYS,
  type Criterion,
  type DefinitionTerms,
  REQUIRABLE_FIELDS,
} from '@/lib/agreements/definition'
import type { SourceOption } from '@/lib/channels/queries'
import type { AgreementWords } from './agreement-words'
import { BoxGroup } from './draft-form-parts'

const GRADES = ['hot', 'warm', 'cold'] as const
const CHOICES = ['yes', 'yes,unknown', 'no,unknown', 'no'] as const
const RESPONSE_CHOICES = ['engaged', 'engaged,call_back', 'engaged,call_back,no_answer'] as const
const EMPTY: Criterion = {
  scope: { channelIds: [], segments: [], regions: [] },
  grades: [],
  answers: {},
  fields: [],
}

/** Minutes as the hours that people speak of; exact where it is no quarter of an hour. */
function hoursOf(minutes: number | null): string {
  return minutes === null ? '' : String(Math.round((minutes / 60) * 100) / 100)
}

/** The editor of the sales-ready definition: its parts in the order of the contract. One empty criterion waits to be filled. */
export async function DefinitionForm({
  terms,
  sources,
  words,
}: {
  terms: DefinitionTerms
  sources: readonly SourceOption[]
  words: AgreementWords
}) {
  const { t } = words
  const grade = await getTranslations('common.grade')
  const last = terms.criteria.length - 1
  const hours = (name: string, error: string, label: ReactNode, minutes: number | null, hint?: string) => (
    <Field name={error} label={label} hint={hint}>
      <Input name={name} inputMode="decimal" defaultValue={hoursOf(minutes)} className="w-28" />
    </Field>
  )
  const whole = (name: string, error: string, label: ReactNode, value: number, hint: string) => (
    <Field name={error} label={label} hint={hint}>
      <Input name={name} inputMode="numeric" defaultValue={value} className="w-28" />
    </Field>
  )
  const { sales, marketing, escalation } = terms
  return (
    <>
      <FormPart title={t('editor.criteria')} note={t('editor.criteriaHint')}>
        <FieldError name="content.criteria" />
        {terms.criteria.slice(0, last).map((criterion, index) => (
          <CriterionFields
            key={JSON.stringify(criterion.scope)}
            index={index}
            criterion={criterion}
            title={words.forWhom(criterion.scope)}
            sources={sources}
            words={words}
          />
        ))}
        <CriterionFields
          key={`new-${last}`}
          index={last}
          criterion={EMPTY}
          title={t('editor.criterionNew')}
          isNew
          sources={sources}
          words={words}
        />
        <CriterionFields
          key="others"
          index={last + 1}
          criterion={terms.criteria[last] ?? EMPTY}
          title={last > 0 ? t('for.others') : t('for.all')}
          forAll
          sources={sources}
          words={words}
        />
      </FormPart>
      <FormPart title={t('editor.sales')}>
        <div className="flex flex-wrap gap-x-6 gap-y-4">
          {GRADES.map((name) => (
            <div key={name}>
              {hours(
                `verdict${name[0]?.toUpperCase()}${name.slice(1)}`,
                `content.sales.verdictWithin.${name}`,
                `${grade(name)}: ${t('editor.verdict').toLocaleLowerCase(words.format.locale)}`,
                sales.verdictWithin[name],
              )}
            </div>
          ))}
        </div>
        {whole(
          'attempts',
          'content.sales.attempts',
          t('editor.attempts'),
          sales.attempts,
          t('editor.attemptsHint'),
        )}
      </FormPart>
      <FormPart title={t('editor.marketing')}>
        <div className="flex flex-wrap gap-x-6 gap-y-4">
          {hours(
            'answerWithin',
            'content.marketing.answerWithin',
            t('editor.answer'),
            marketing.answerWithin,
          )}
          {whole(
            'completeShare',
            'content.marketing.completeShare',
            t('editor.complete'),
            marketing.completeShare,
            t('editor.zero'),
          )}
          {whole(
            'monthlyVolume',
            'content.marketing.monthlyVolume',
            t('editor.volume'),
            marketing.monthlyVolume,
            t('editor.zero'),
          )}
        </div>
      </FormPart>
      <FormPart title={t('editor.time')}>
        <Checkbox name="atHalf" label={t('editor.atHalf')} defaultChecked={escalation.atHalf} />
        <Checkbox name="atDue" label={t('editor.atDue')} defaultChecked={escalation.atDue} />
        <div className="flex flex-wrap gap-x-6 gap-y-4">
          {hours(
            'headAfter',
            'content.escalation.headAfter',
            t('editor.head'),
            escalation.headAfter,
            t('editor.empty'),
          )}
          {hours(
            'openQueueAfter',
            'content.escalation.openQueueAfter',
            t('editor.openQueue'),
            escalation.openQueueAfter,
            t('editor.empty'),
          )}
        </div>
      </FormPart>
    </>
  )
}

async function CriterionFields({
  index,
  criterion,
  title,
  forAll = false,
  isNew = false,
  sources,
  words,
}: {
  index: number
  criterion: Criterion
  title: string
  /** the last one, for every lead that no other is for */
  forAll?: boolean
  isNew?: boolean
  sources: readonly SourceOption[]
  words: AgreementWords
}) {
  const { t } = words
  const [grade, form] = await Promise.all([getTranslations('common.grade'), getTranslations('leads.form')])
  const name = (field: string) => `criterion-${index}-${field}`
  const error = (field: string) => `content.criteria.${index}.${field}`
  const { scope, answers } = criterion
  return (
    <details open={!isNew} className="rounded-md border border-line">
      <summary className="cursor-pointer rounded-md px-3 py-2.5 font-medium text-ink hover:bg-hover">
        {isNew && <span aria-hidden="true">+ </span>}
        {title}
      </summary>
      <div className="flex flex-col gap-4 px-3 pt-1 pb-4">
        {isNew && <input type="hidden" name={name('new')} value="on" />}
        <FieldError name={error('scope')} />
        {!forAll && (
          <>
            {sources.length > 0 && (
              <BoxGroup legend={t('editor.channels')} error={error('scope.channelIds')}>
                {sources.map((source) => (
                  <Checkbox
                    key={source.id}
                    name={`${name('channels')}[]`}
                    value={source.id}
                    label={source.name}
                    defaultChecked={scope.channelIds.includes(source.id)}
                  />
                ))}
              </BoxGroup>
            )}
            <div className="grid gap-4 sm:grid-cols-2">
              <Field name={error('scope.segments')} label={t('editor.segments')} hint={t('editor.namesHint')}>
                <Input name={name('segments')} defaultValue={scope.segments.join(', ')} />
              </Field>
              <Field name={error('scope.regions')} label={t('editor.regions')} hint={t('editor.namesHint')}>
                <Input name={name('regions')} defaultValue={scope.regions.join(', ')} />
              </Field>
            </div>
          </>
        )}
        <BoxGroup legend={t('editor.grades')} error={error('grades')}>
          {GRADES.map((one) => (
            <Checkbox
              key={one}
              name={`${name('grades')}[]`}
              value={one}
              label={grade(one)}
              defaultChecked={criterion.grades.includes(one)}
            />
          ))}
        </BoxGroup>
        <div className="grid gap-4 sm:grid-cols-2">
          {ANSWER_KEYS.map((key) => {
            const current = (answers[key] ?? []).join(',')
            const known: readonly string[] = key === 'response' ? RESPONSE_CHOICES : CHOICES
            const choices = current && !known.includes(current) ? [...known, current] : known
            return (
              <Field key={key} name={error(`answers.${key}`)} label={words.questionName(key)}>
                <Select
                  name={name(key)}
                  defaultValue={current}
                  emptyLabel={t('editor.anyAnswer')}
                  options={choices.map((value) => ({
                    value,
                    label: words.answerNames(key, value.split(',')),
                  }))}
                />
              </Field>
            )
          })}
        </div>
        <BoxGroup legend={t('editor.fields')} error={error('fields')}>
          {REQUIRABLE_FIELDS.map((field) => (
            <Checkbox
              key={field}
              name={`${name('fields')}[]`}
              value={field}
              label={form(field)}
              defaultChecked={criterion.fields.includes(field)}
            />
          ))}
        </BoxGroup>
        {!forAll && !isNew && <Checkbox name={name('remove')} label={t('editor.remove')} />}
      </div>
    </details>
  )
}

function FormPart({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-3">
      <div>
        <h3 className="text-base font-semibold">{title}</h3>
        {note && <p className="text-sm text-muted">{note}</p>}
      </div>
      {children}
    </section>
  )
}

import { Checkbox, Input, Select } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FieldError } from '@/components/ui/field-error'
import {
  DUTIES,
  MATRIX_ROLES,
  type MatrixStep,
  type ResponsibilityTerms,
} from '@/lib/agreements/responsibilities'
import type { AgreementWords } from './agreement-words'

const NEW: MatrixStep = {
  id: '',
  name: { en: '', ru: '' },
  duties: { marketer: '', head_of_marketing: '', rep: '', head_of_sales: '', executive: '' },
}

/** The editor of the matrix: a row of choices for each step; an empty one waits to be filled. */
export function MatrixForm({ terms, words }: { terms: ResponsibilityTerms; words: AgreementWords }) {
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm text-muted">{words.t('matrix.legend')}</p>
      {[...terms.steps, NEW].map((step, index) => (
        <StepFields key={step.id || `new-${index}`} step={step} index={index} words={words} />
      ))}
    </div>
  )
}

function StepFields({ step, index, words }: { step: MatrixStep; index: number; words: AgreementWords }) {
  const { t } = words
  const isNew = step.id === ''
  const name = (field: string) => `step-${index}-${field}`
  const title = isNew ? `+ ${t('editor.stepNew')}` : words.words(step.name)
  return (
    <fieldset className="min-w-0 rounded-md border border-line px-3 pt-1 pb-3">
      <legend className="px-1 font-medium text-ink">{title}</legend>
      {!isNew && <input type="hidden" name={name('id')} value={step.id} />}
      <div className="grid grid-cols-2 gap-3 md:grid-cols-5">
        {MATRIX_ROLES.map((role) => (
          <Field key={role} name={`content.steps.${index}.duties.${role}`} label={t(`role.${role}`)}>
            <Select
              name={name(role)}
              defaultValue={step.duties[role]}
              options={DUTIES.map((duty) => ({
                value: duty,
                label: duty ? `${duty}: ${t(`duty.${duty}`)}` : '—',
              }))}
            />
          </Field>
        ))}
      </div>
      <FieldError name={`content.steps.${index}.duties`} />
      <details open={isNew} className="mt-2">
        <summary className="w-fit cursor-pointer rounded-sm text-sm text-muted hover:text-ink">
          {t('editor.rename')}
        </summary>
        <div className="mt-2 grid gap-3 md:grid-cols-2">
          <Field name={`content.steps.${index}.name.en`} label={t('editor.english')}>
            <Input name={name('nameEn')} lang="en" maxLength={160} defaultValue={step.name.en} />
          </Field>
          <Field name={`content.steps.${index}.name.ru`} label={t('editor.russian')}>
            <Input name={name('nameRu')} lang="ru" maxLength={160} defaultValue={step.name.ru} />
          </Field>
          {!isNew && <Checkbox name={name('remove')} label={t('editor.removeStep')} />}
        </div>
      </details>
    </fieldset>
  )
}

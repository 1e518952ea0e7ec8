import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Callout } from '@/components/ui/callout'
import { Select, Textarea } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { handOffFromForm } from '@/lib/handoffs/actions'
import { DEFAULT_DEFINITION, isSalesReady } from '@/lib/leads/grading'
import type { LeadView } from '@/lib/leads/queries/lead-view'
import type { PersonOption } from '@/lib/people/queries'
import { pageFormat } from '@/lib/platform/i18n/page-format'

/** Offers a qualified lead to everyone in sales or to one rep (`listReps` of lib/people/queries). */
export async function HandOffForm({
  lead,
  reps,
}: {
  lead: Pick<LeadView, 'id' | 'version' | 'grade'>
  reps: readonly PersonOption[]
}) {
  const [t, grade, format] = await Promise.all([
    getTranslations('handoffs.handOff'),
    getTranslations('common.grade'),
    pageFormat(),
  ])
  const common = await getTranslations('common')
  const ready = isSalesReady(DEFAULT_DEFINITION, lead)
  return (
    <ActionForm action={handOffFromForm} className="flex flex-col gap-3">
      <FormError />
      <input type="hidden" name="leadId" value={lead.id} />
      <input type="hidden" name="version" value={lead.version} />
      {!ready && (
        <>
          <Callout tone="warn">
            {t('notReady', {
              grades: format.list(DEFAULT_DEFINITION.grades.map((name) => grade(name))),
              grade: grade(lead.grade ?? 'none'),
            })}
          </Callout>
          <Field name="overrideReason" label={t('override')} required>
            <Textarea name="overrideReason" rows={2} maxLength={1000} />
          </Field>
        </>
      )}
      <Field name="assignee" label={t('to')}>
        <Select
          name="assignee"
          emptyLabel={t('everyone')}
          options={reps.flatMap(({ name, email }) => (email ? [{ value: email, label: name }] : []))}
        />
      </Field>
      <Field name="note" label={t('note')} hint={t('noteHint')} optionalLabel={common('optional')}>
        <Textarea name="note" rows={3} maxLength={5000} />
      </Field>
      <div className="flex flex-wrap items-center gap-3">
        <SubmitButton>{t('do')}</SubmitButton>
        <p className="text-sm text-muted">{t('promise')}</p>
      </div>
    </ActionForm>
  )
}

import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Checkbox, Input, RadioList } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { addReason, saveReason } from '@/lib/organisation/actions'
import type { Reason } from '@/lib/organisation/queries'

/** A new reason, or an existing one. */
export async function ReasonForm({ reason }: { reason?: Reason }) {
  const t = await getTranslations()
  return (
    <ActionForm
      action={reason ? saveReason : addReason}
      resetOnDone={!reason}
      className="group flex flex-col gap-4"
    >
      {reason && <input type="hidden" name="reasonId" value={reason.id} />}
      <FormError />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="nameEn" label={t('organisation.reasons.form.nameEn')} required>
          <Input name="nameEn" lang="en" defaultValue={reason?.nameEn} maxLength={80} />
        </Field>
        <Field name="nameRu" label={t('organisation.reasons.form.nameRu')} required>
          <Input name="nameRu" lang="ru" defaultValue={reason?.nameRu} maxLength={80} />
        </Field>
      </div>
      <RadioList
        name="outcome"
        legend={t('organisation.reasons.form.outcome')}
        defaultValue={reason?.outcome ?? 'nurture'}
        options={(['nurture', 'disqualified'] as const).map((outcome) => ({
          value: outcome,
          label: t(`organisation.reasons.form.${outcome}`),
          hint: t(`organisation.reasons.form.${outcome}Hint`),
        }))}
      />
      <Field
        name="nurtureDays"
        label={t('organisation.reasons.form.days')}
        className="group-has-[input[value=disqualified]:checked]:hidden"
      >
        <Input
          name="nurtureDays"
          type="number"
          inputMode="numeric"
          min={0}
          max={3650}
          defaultValue={reason ? (reason.nurtureDays ?? '') : 30}
          className="w-28"
        />
      </Field>
      <div className="grid gap-4 group-has-[input[value=disqualified]:checked]:hidden sm:grid-cols-2">
        <Field
          name="nextStepEn"
          label={t('organisation.reasons.form.nextStepEn')}
          hint={t('organisation.reasons.form.nextStepHint')}
        >
          <Input name="nextStepEn" lang="en" defaultValue={reason?.nextStepEn ?? ''} maxLength={200} />
        </Field>
        <Field name="nextStepRu" label={t('organisation.reasons.form.nextStepRu')}>
          <Input name="nextStepRu" lang="ru" defaultValue={reason?.nextStepRu ?? ''} maxLength={200} />
        </Field>
      </div>
      <Checkbox
        name="countsAgainstMarketing"
        defaultChecked={reason?.countsAgainstMarketing ?? true}
        label={t('organisation.reasons.form.against')}
        hint={t('organisation.reasons.form.againstHint')}
      />
      <Checkbox
        name="needsComment"
        defaultChecked={reason?.needsComment ?? false}
        label={t('organisation.reasons.form.comment')}
        hint={t('organisation.reasons.form.commentHint')}
      />
      <Checkbox
        name="needsAttempts"
        defaultChecked={reason?.needsAttempts ?? false}
        label={t('organisation.reasons.form.attempts')}
        hint={t('organisation.reasons.form.attemptsHint')}
      />
      <SubmitButton className="self-start">
        {t(reason ? 'common.action.save' : 'common.action.add')}
      </SubmitButton>
    </ActionForm>
  )
}

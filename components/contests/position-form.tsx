import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { RadioList, Textarea } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FieldError } from '@/components/ui/field-error'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { positionFromForm, rulingFromForm } from '@/lib/handoffs/actions'
import { OPINIONS } from '@/lib/handoffs/schema'
import type { Side } from '@/lib/platform/db/generated/enums'

/** What a head thinks of a contested rejection. */
export async function PositionForm({ contestId, side }: { contestId: number; side: Side }) {
  const t = await getTranslations('handoffs.contest')
  return (
    <ActionForm action={positionFromForm} className="flex flex-col gap-3">
      <FormError />
      <input type="hidden" name="contestId" value={contestId} />
      <input type="hidden" name="side" value={side} />
      <div>
        <RadioList
          name="opinion"
          legend={t('position.legend')}
          options={OPINIONS.map((value) => ({
            value,
            label: t(`opinion.${value}`),
            hint: t(`position.${value}Hint`),
          }))}
        />
        <FieldError name="opinion" />
      </div>
      <Field name="text" label={t('position.text')} hint={t('position.hint')} required>
        <Textarea name="text" rows={4} maxLength={5000} />
      </Field>
      <SubmitButton className="md:self-start">{t('position.send')}</SubmitButton>
    </ActionForm>
  )
}

/** An executive settles it. Refused where a head has spoken since this was read. */
export async function RulingForm({ contestId, version }: { contestId: number; version: number }) {
  const t = await getTranslations('handoffs.contest')
  return (
    <ActionForm action={rulingFromForm} className="flex flex-col gap-3">
      <FormError />
      <input type="hidden" name="contestId" value={contestId} />
      <input type="hidden" name="version" value={version} />
      <div>
        <RadioList
          name="outcome"
          legend={t('rule.legend')}
          options={OPINIONS.map((value) => ({
            value,
            label: t(`opinion.${value}`),
            hint: t(`position.${value}Hint`),
          }))}
        />
        <FieldError name="outcome" />
      </div>
      <Field name="ruling" label={t('rule.text')} hint={t('rule.hint')} required>
        <Textarea name="ruling" rows={4} maxLength={5000} />
      </Field>
      <SubmitButton className="md:self-start">{t('rule.send')}</SubmitButton>
    </ActionForm>
  )
}

import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Textarea } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { contestFromForm } from '@/lib/handoffs/actions'
import type { Actor } from '@/lib/platform/actor'
import type { Formatter } from '@/lib/platform/i18n/format'

/** Marketing says, once and in writing, why a rejection should not stand. */
export async function ContestForm({
  handoffId,
  until,
  actor,
  format,
}: {
  handoffId: number
  until: Date
  actor: Actor
  format: Formatter
}) {
  const t = await getTranslations('handoffs.contest.form')
  const lastDay = new Date(until.getTime() - 1)
  return (
    <ActionForm action={contestFromForm} className="flex flex-col gap-3">
      <FormError />
      <input type="hidden" name="handoffId" value={handoffId} />
      <Field name="argument" label={t('argument')} hint={t('hint', { until: format.date(lastDay) })} required>
        <Textarea name="argument" rows={4} maxLength={5000} data-first-field="" />
      </Field>
      {actor.headOf.includes('marketing') && <p className="text-sm text-muted">{t('asHead')}</p>}
      <SubmitButton className="md:self-start">{t('send')}</SubmitButton>
    </ActionForm>
  )
}

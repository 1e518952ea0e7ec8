import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Input } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { nurtureFromForm } from '@/lib/leads/actions'
import { addDays } from '@/lib/platform/calendar'
import { addMonths } from '@/lib/platform/period'

/** Keeps a lead warm until a day, with what to do then. */
export async function NurtureForm({
  lead,
  today,
}: {
  lead: { id: number; version: number; nurtureNextStep: string | null }
  today: string
}) {
  const t = await getTranslations('leads.next')
  const days = `wake-${lead.id}`
  return (
    <ActionForm action={nurtureFromForm} className="flex flex-col gap-3">
      <FormError />
      <input type="hidden" name="leadId" value={lead.id} />
      <input type="hidden" name="version" value={lead.version} />
      <Field name="wakeAt" label={t('wakeAt')} required>
        <Input
          name="wakeAt"
          type="date"
          min={today}
          defaultValue={addMonths(today, 1)}
          list={days}
          className="max-w-48"
        />
      </Field>
      <datalist id={days}>
        <option value={addDays(today, 7)}>{t('in.week')}</option>
        <option value={addMonths(today, 1)}>{t('in.month')}</option>
        <option value={addMonths(today, 3)}>{t('in.quarter')}</option>
        <option value={addMonths(today, 6)}>{t('in.half')}</option>
      </datalist>
      <Field name="nextStep" label={t('nextStep')} hint={t('nextStepHint')} required>
        <Input
          name="nextStep"
          maxLength={500}
          defaultValue={lead.nurtureNextStep ?? undefined}
          autoComplete="off"
        />
      </Field>
      <SubmitButton className="self-start">{t('nurture')}</SubmitButton>
    </ActionForm>
  )
}

import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Textarea } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { disqualifyFromForm, undoDisqualify } from '@/lib/leads/actions'

/** Takes a lead out of the work; the toast offers to take that back. */
export async function DisqualifyForm({ lead }: { lead: { id: number; version: number } }) {
  const [t, common] = await Promise.all([getTranslations('leads.next'), getTranslations('common.action')])
  return (
    <ActionForm
      action={disqualifyFromForm}
      undo={undoDisqualify}
      undoLabel={common('undo')}
      className="flex flex-col gap-3"
    >
      <FormError />
      <input type="hidden" name="leadId" value={lead.id} />
      <input type="hidden" name="version" value={lead.version} />
      <Field name="reason" label={t('reason')} required>
        <Textarea name="reason" rows={2} maxLength={1000} />
      </Field>
      <SubmitButton variant="danger" className="self-start">
        {t('disqualify')}
      </SubmitButton>
    </ActionForm>
  )
}

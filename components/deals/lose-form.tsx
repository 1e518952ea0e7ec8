import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Textarea } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { loseDealFromForm } from '@/lib/deals/actions'
import type { DealView } from '@/lib/deals/queries'

export async function LoseForm({ deal }: { deal: DealView }) {
  const t = await getTranslations('deals')
  return (
    <ActionForm action={loseDealFromForm} className="flex flex-col gap-3">
      <FormError />
      <input type="hidden" name="dealId" value={deal.id} />
      <input type="hidden" name="version" value={deal.version} />
      <Field name="reason" label={t('field.reason')} hint={t('field.reasonHint')} required>
        <Textarea name="reason" rows={3} maxLength={1000} />
      </Field>
      <SubmitButton variant="danger" className="md:self-start">
        {t('lose.confirm')}
      </SubmitButton>
    </ActionForm>
  )
}

import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Input } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { winDealFromForm } from '@/lib/deals/actions'
import type { DealView } from '@/lib/deals/queries'
import { AmountField } from './deal-fields'

/** The amount that it was won with, and the day where it was not today. */
export async function WinForm({
  deal,
  currency,
  today,
}: {
  deal: DealView
  currency: string
  /** in the organisation's zone */
  today: string
}) {
  const t = await getTranslations('deals')
  return (
    <ActionForm action={winDealFromForm} className="flex flex-col gap-3">
      <FormError />
      <input type="hidden" name="dealId" value={deal.id} />
      <input type="hidden" name="version" value={deal.version} />
      <div className="grid grid-cols-2 gap-3">
        <AmountField amount={deal.amount} currency={currency} />
        <Field name="wonAt" label={t('field.wonAt')} hint={t('field.wonAtHint')}>
          <Input name="wonAt" type="date" max={today} />
        </Field>
      </div>
      <SubmitButton className="md:self-start">{t('win.confirm')}</SubmitButton>
    </ActionForm>
  )
}
